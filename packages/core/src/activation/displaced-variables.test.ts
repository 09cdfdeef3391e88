import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { encodeDisplaced, undisplaced } from "./displaced-variables.ts";
import { BEFORE_VARIABLE } from "../host/k6p-variables.ts";

const NAMES = ["A", "B", "C"];
const OLD_TOKEN = "token-that-was-there-before";

function encoded(memory: unknown, version = "1."): Record<string, string> {
  return { [BEFORE_VARIABLE]: version + Buffer.from(JSON.stringify(memory)).toString("base64url") };
}

describe("displaced variables", () => {
  it("come back as they were, and tell a variable that is empty from one that is not set", () => {
    const variables = fc.record(
      Object.fromEntries(NAMES.map((name) => [name, fc.option(fc.string(), { nil: undefined })])),
    );
    fc.assert(
      fc.property(variables, variables, (before, values) => {
        const inside = { ...values, [BEFORE_VARIABLE]: encodeDisplaced(before, values) };
        expect({ ...undisplaced(inside, NAMES) }).toEqual({ ...before, [BEFORE_VARIABLE]: undefined });
      }),
    );
  });

  it.each([
    ["changed", "by hand"],
    ["emptied", ""],
    ["unset", undefined],
  ])("keep what somebody else has done to them: %s", (_, value) => {
    const memory = encodeDisplaced({ A: "old", B: "old" }, { A: "new", B: "new" });
    expect(undisplaced({ A: value, B: "new", [BEFORE_VARIABLE]: memory }, NAMES)).toMatchObject({ A: value, B: "old" });
  });

  it("that were set by hand after they had been taken away stay", () => {
    const memory = encodeDisplaced({ A: "old" }, { A: undefined, B: undefined });
    expect(undisplaced({ A: "mine", B: "mine", [BEFORE_VARIABLE]: memory }, NAMES)).toMatchObject({
      A: "mine",
      B: "mine",
    });
  });

  it("leave an environment alone in which nothing was displaced", () => {
    expect(undisplaced({ A: "1" }, NAMES)).toEqual({ A: "1" });
  });

  it("do not show the tokens that were or are there, and fit into every shell", () => {
    const memory = encodeDisplaced({ A: OLD_TOKEN }, { A: new Secret("token-that-is-there-now") });
    expect(memory).toMatch(/^1\.[\w-]+$/);
    expect(memory).not.toContain("token");
    expect(Buffer.from(memory.slice(2), "base64url").toString()).not.toContain("token-that-is-there-now");
  });

  it.each([
    ["an empty text", { [BEFORE_VARIABLE]: "" }],
    ["another version", encoded({}, "2.")],
    ["no JSON", { [BEFORE_VARIABLE]: "1.AAAA" }],
    ["another form", encoded({ A: "old" })],
    ["a name that would be code in a shell", encoded({ "A;touch hacked": ["", null] })],
    ["a variable that is not k6's", encoded({ PATH: ["/tmp", null] })],
  ])("are lost where the memory is %s", (_, env) => {
    expect(undisplaced(env, NAMES)).toBeUndefined();
  });
});
