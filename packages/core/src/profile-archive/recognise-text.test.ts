import { describe, expect, it } from "vitest";
import { readCompose } from "./read-compose.ts";
import { readVariables } from "./read-variables.ts";
import { recogniseText } from "./recognise-text.ts";

describe("recognising a text", () => {
  it.each([
    ["variables", "\uFEFF# comment\r\n\r\nA=1\r\n"],
    ["variables", "export K6_CLOUD_TOKEN=x\n"],
    ["variables", '$env:K6_CLOUD_TOKEN = "x"\n'],
    ["variables", '{ "K6_CLOUD_TOKEN": "x" }'],
    ["variables", "K6_CLOUD_TOKEN: x\n"],
    ["compose", "services:\n  a: { image: b }\n"],
    ["archive", "version: 1\nprofiles: {}\n"],
    ["archive", '{ "version": 1, "profiles": {} }'],
    ["sealed", "-----BEGIN AGE ENCRYPTED FILE-----\nabc\n"],
    ["sealed", "age-encryption.org/v1\n-> X25519 abc\n"],
    ["k6-config", "{}"],
    ["k6-config", '{"collectors":'],
    ["unknown", "hello"],
    ["unknown", ""],
    ["unknown", "- a\n- b\n"],
  ])("takes for %s: %j", (kind, text) => {
    expect(recogniseText(text)).toBe(kind);
  });
});

describe("reading variables", () => {
  it("takes quotes, comments and prefixes away, and the last of two lines", () => {
    const text = "A=1\nexport A='two # words'\nB=\"x\" # why\nC=a#b # why\nnot a line\nset D=4;\n";
    expect(Object.fromEntries(readVariables(text))).toEqual({ A: "two # words", B: "x", C: "a#b", D: "4" });
  });
});

describe("reading a Compose file", () => {
  it("finds the variables of each service, as a map or a list, inherited ones as references", () => {
    const text =
      "services:\n  map: { environment: { A: 1, B: null, C: true } }\n  list: { environment: [A=1=2, B], env_file: [{ path: x.env }] }\n  none: {}\n";
    const services = readCompose(text).map(({ name, variables, envFiles }) => [
      name,
      Object.fromEntries(variables),
      envFiles,
    ]);
    expect(services).toEqual([
      ["map", { A: "1", B: "${B}" }, []],
      ["list", { A: "1=2", B: "${B}" }, ["x.env"]],
      ["none", {}, []],
    ]);
  });
});
