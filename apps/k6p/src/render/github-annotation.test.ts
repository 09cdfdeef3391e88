import { expect, it } from "vitest";
import { githubAnnotation } from "./github-annotation.ts";

it("places a fault in the file of the repository, and lets no text begin another command", () => {
  const fault = {
    level: "error",
    file: "/repo/a,b:c.yaml",
    line: 3,
    column: 5,
    message: "100%\r\n::stop-commands::x",
    remedy: ["try this"],
  } as const;
  expect(githubAnnotation(fault, "/repo")).toBe(
    "::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=k6p team check::100%25%0D%0A::stop-commands::x%0Atry this",
  );
  expect(githubAnnotation({ level: "warning", file: "C:\\repo\\x.yaml", message: "m", remedy: [] }, "C:\\repo")).toBe(
    "::warning file=x.yaml,title=k6p team check::m",
  );
});
