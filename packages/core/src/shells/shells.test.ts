import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { skipUnless } from "../testing/real-parts.ts";
import { anyValue, HOSTILE_VALUES } from "./fixtures/hostile-values.ts";
import { evaluateInShell, REAL_SHELLS, type RealShell } from "../testing/real-shells.ts";
import { renderChanges, type VariableChange } from "./shell.ts";
import { SHELLS, shellOfProgram } from "./shells.ts";

const SHOWN = { mask: false };

/** The values, after a real shell has handed them on to a child. */
function roundTrip(real: RealShell, values: readonly string[]): readonly string[] {
  const changes: VariableChange[] = values.map((value, index) => ({ name: `K6P_TEST_${index}`, value }));
  const env = evaluateInShell(real, renderChanges(real.shell, changes, SHOWN));
  return values.map((_, index) => env[`K6P_TEST_${index}`] ?? "(unset)");
}

describe.each(REAL_SHELLS)("$name", (real) => {
  const skip = skipUnless(real.path, `${real.name} is not installed`, { optional: real.isOptional });
  /** Before PowerShell 7.5, and here and there on Windows, an empty variable is none. */
  const carriesEmpty = real.shell.id !== "pwsh" && process.platform !== "win32";
  const exact = (value: string): boolean => carriesEmpty || value !== "";

  it.skipIf(skip)("takes every hostile value byte for byte and runs none of them", () => {
    const values = HOSTILE_VALUES.filter(exact);
    expect(roundTrip(real, values)).toEqual(values);
  });

  it.skipIf(skip)("takes arbitrary values byte for byte", () => {
    fc.assert(
      fc.property(fc.array(anyValue.filter(exact), { minLength: 80, maxLength: 120 }), (values) => {
        expect(roundTrip(real, values)).toEqual(values);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it.skipIf(skip)("sets, empties and unsets in one go, and does not complain about a variable that is not set", () => {
    const changes = [
      { name: "GONE", value: undefined },
      { name: "NEVER", value: undefined },
      { name: "EMPTY", value: "" },
      { name: "NEW", value: "new" },
    ];
    const env = evaluateInShell(real, renderChanges(real.shell, changes, SHOWN), {
      GONE: "here",
      EMPTY: "full",
      KEPT: "kept",
    });
    expect(env).toMatchObject({ NEW: "new", KEPT: "kept", ...(carriesEmpty ? { EMPTY: "" } : {}) });
    expect(Object.keys(env)).not.toContain("GONE");
    expect(Object.keys(env)).not.toContain("NEVER");
  });

  it.skipIf(skip)("changes nothing when there is nothing to change", () => {
    expect(evaluateInShell(real, renderChanges(real.shell, [], SHOWN), { KEPT: "kept" })).toMatchObject({
      KEPT: "kept",
    });
  });
});

describe("shells", () => {
  it.each([
    ["bash", "bash"],
    ["-zsh", "zsh"],
    ["/usr/local/bin/fish", "fish"],
    [String.raw`C:\Program Files\Git\bin\bash.exe`, "bash"],
    ["dash", "sh"],
    ["mksh", "ksh"],
    ["nu", "nushell"],
    ["PowerShell.exe", "pwsh"],
    ["cmd.exe", "cmd"],
  ])("recognises %s as %s", (program, id) => {
    expect(shellOfProgram(program)?.id).toBe(id);
  });

  it("recognizes no shell in an unknown program", () => {
    expect(shellOfProgram("node")).toBeUndefined();
  });

  it("have no program in common", () => {
    const programs = SHELLS.flatMap((shell) => shell.programs);
    expect(new Set(programs).size).toBe(programs.length);
  });

  it.each(SHELLS)("$id shows only the ends of a secret when masked", (shell) => {
    const changes = [{ name: "K6_CLOUD_TOKEN", value: new Secret("abcdefghijklmnop") }];
    const text = renderChanges(shell, changes, { mask: true });
    expect(text).toContain("abcd********mnop");
    expect(text).not.toContain("efgh");
  });

  it.each(SHELLS)("$id refuses a value that no environment can hold, and does not repeat it", (shell) => {
    const render = (): string => renderChanges(shell, [{ name: "NAME", value: "a secret\0" }], SHOWN);
    expect(render).toThrow(expect.objectContaining({ code: "VALUE_NOT_EXPRESSIBLE", details: { variable: "NAME" } }));
    expect(render).not.toThrow(/secret/);
  });
});
