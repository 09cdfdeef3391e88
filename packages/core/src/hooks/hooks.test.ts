import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { skipUnless } from "../testing/real-parts.ts";
import { findShell } from "../testing/real-shells.ts";
import { hookFor, HOOKS } from "./hooks.ts";

const HOSTILE = '/home/it\'s "$HOME" `x` \\ ü ‘quoted’\u201a%/bindings.tsv';
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  bash: ["bash", "-n"],
  zsh: ["zsh", "-n"],
  fish: ["fish", "-n"],
  elvish: ["elvish", "-compileonly"],
};

describe.each(HOOKS)("the hook for $id", (hook) => {
  const scripts = [true, false].map((wrapK6) => hook.script({ bindingsPath: HOSTILE, wrapK6 }));

  it("is static: two runs print the same, and only --wrap-k6 defines a function k6", () => {
    expect(hook.script({ bindingsPath: HOSTILE, wrapK6: true })).toBe(scripts[0]);
    expect(scripts.map((script) => /^(function|def --env --wrapped|fn) (global:)?k6 /m.test(script))).toEqual([
      true,
      false,
    ]);
    for (const script of scripts) expect(script).not.toMatch(/undefined|\$\{wrap|\[object/);
  });

  const [program = "", ...words] = PROGRAMS[hook.id] ?? [];
  const skip = program === "" || skipUnless(findShell(program), `${program} is not installed`);
  it.skipIf(skip)("is valid syntax to the shell itself", () => {
    const folder = mkdtempSync(join(tmpdir(), "k6p-hook-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const script of scripts) {
      // elvish has `edit:` only where somebody types.
      writeFileSync(join(folder, hook.fileName), script.replaceAll(/^.*\bedit:.*$/gm, ""));
      expect(() => execFileSync(findShell(program) ?? program, [...words, join(folder, hook.fileName)])).not.toThrow();
    }
  });
});

describe("the hook for pwsh", () => {
  const script = hookFor("pwsh")?.script({ bindingsPath: HOSTILE, wrapK6: false }) ?? "";

  it("doubles every kind of quote that ends a string there", () => {
    expect(script).toContain(`'/home/it''s "$HOME" \`x\` \\ ü ‘‘quoted’’\u201a\u201a%/bindings.tsv'`);
  });

  it("keeps the user's prompt and the last exit code, and is set up once", () => {
    expect(script).toContain("$global:__k6p_prompt = $function:prompt");
    expect(script).toContain("if (-not $global:__k6p_prompt) {");
    expect(script).toContain("$global:LASTEXITCODE = $code");
  });

  it("defines no function k6p, which would lose the -- of k6p exec", () => {
    expect(script).not.toMatch(/function (global:)?k6p\b(?!-here)/);
    expect(script).toContain("function global:k6p-here");
  });
});

it("an unsupported shell has no hook", () => {
  expect(hookFor("cmd")).toBeUndefined();
});
