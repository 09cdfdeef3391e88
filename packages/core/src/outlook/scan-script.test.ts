import { describe, expect, it } from "vitest";
import { scanScript } from "./scan-script.ts";

describe("the options of the cloud in a script", () => {
  it.each([
    [
      "export const options = { cloud: { token: 'abc', stackID: 5, projectID: 7 } }",
      { token: "abc", stackID: 5, projectID: 7 },
    ],
    [
      'export let options = {\n  "cloud": {\n    "projectID": "7", // note\n    distribution: { a: { loadZone: "x" } },\n  },\n}',
      { projectID: 7 },
    ],
    ["const options = { vus: 1, cloud: { name: `n`, stackID: 5 } }", { stackID: 5 }],
    ["export const options = { cloud: { projectID: __ENV.P, token: `${T}` } }", {}],
    ["// cloud: { projectID: 7 }\nexport const options = {}", {}],
    ["/* cloud: { projectID: 7 } */", {}],
    ["export default function () { http.get('https://x/cloud: {projectID: 7') }", {}],
    ["", {}],
  ])("%j", (text, cloud) => {
    expect(scanScript(text).cloud).toEqual(cloud);
  });

  it("are found under their name in k6 1", () => {
    expect(scanScript("export const options = { ext: { loadimpact: { projectID: 3 } } }")).toEqual({
      cloud: {},
      loadimpact: { projectID: 3 },
    });
  });
});
