import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { renderChanges, type Shell, type VariableChange } from "./shell.ts";
import { SHELLS, shellOfProgram } from "./shells.ts";

/** Values that broke quoters somewhere: quotes, expansions, globs, control characters, options, code. */
const HOSTILE_VALUES = [
  "",
  " ",
  "plain",
  "two  blanks",
  " leading and trailing ",
  "it's",
  "''''",
  '"double"',
  "back\\slash",
  "\\",
  "\\'",
  "\\' ; touch hacked #",
  "'; touch hacked; '",
  "$(touch hacked)",
  "`touch hacked`",
  "${HOME}",
  "$HOME",
  "!history !!",
  "~",
  "*",
  "? [a-z] {a,b}",
  "a;b&c|d>e<f",
  "# comment",
  "-n",
  "%s%n",
  "line\nbreak",
  "\n",
  "trailing newline\n",
  "carriage\rreturn",
  "tab\there",
  "bell\u0007 escape\u001b[31m",
  "ünïcödé 漢字 🙂",
  "\u2018smart\u2019 quotes",
];

const VARIABLE = "K6P_TEST_VALUE";

function evaluateIn(shell: Shell, program: string, values: readonly string[]): readonly string[] {
  const changes: VariableChange[] = values.map((value, index) => ({ name: `${VARIABLE}_${index}`, value }));
  const lines = renderChanges(shell, changes, { mask: false });
  const print = `${process.execPath} -e 'process.stdout.write(JSON.stringify(process.env))'`;
  const script = shell.evaluate("cat").replace("cat", 'printf %s "$LINES_TO_EVALUATE"');
  const output = execFileSync(program, ["-c", `${script}\n${print}`], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", LC_ALL: "C.UTF-8", LINES_TO_EVALUATE: lines },
    encoding: "utf8",
  });
  const env = JSON.parse(output) as Record<string, string>;
  return values.map((_, index) => env[`${VARIABLE}_${index}`] ?? "(unset)");
}

describe.each(SHELLS.flatMap((shell) => shell.programs.map((name) => ({ shell, name }))))(
  "$name",
  ({ shell, name }) => {
    const program = findProgram(name);
    const isUsual = ["bash", "zsh", "sh", "dash", "fish"].includes(name);
    const skip = skipUnless(program, `${name} is not installed`, { optional: !isUsual });

    it.skipIf(skip || name === "busybox")("takes every hostile value over byte for byte and runs none of them", () => {
      expect(evaluateIn(shell, program ?? name, HOSTILE_VALUES)).toEqual(HOSTILE_VALUES);
    });

    it.skipIf(skip || name === "busybox")("takes arbitrary values over byte for byte", () => {
      const value = fc
        .string({ unit: "binary", maxLength: 60 })
        .map((text) => text.replaceAll("\0", "").toWellFormed());
      fc.assert(
        fc.property(fc.array(value, { minLength: 40, maxLength: 60 }), (values) => {
          expect(evaluateIn(shell, program ?? name, values)).toEqual(values);
        }),
        { numRuns: 8 },
      );
    });

    it.skipIf(skip || name === "busybox")("unsets a variable, and one that is not set, without complaint", () => {
      const lines = renderChanges(
        shell,
        [
          { name: "GONE", value: undefined },
          { name: "NEVER", value: undefined },
        ],
        { mask: false },
      );
      const run =
        shell.id === "fish"
          ? `${lines}\nset -q GONE; and echo still; or echo gone`
          : `set -eu\n${lines}\necho \${GONE:-gone}`;
      expect(
        execFileSync(program ?? name, ["-c", run], {
          env: { GONE: "here", PATH: process.env["PATH"] },
          encoding: "utf8",
        }),
      ).toBe("gone\n");
    });
  },
);

describe("shells", () => {
  it.each([
    ["bash", "bash"],
    ["-zsh", "zsh"],
    ["/usr/local/bin/fish", "fish"],
    ["C:\\Program Files\\Git\\bin\\bash.exe", "bash"],
    ["dash", "sh"],
  ])("recognises %s as %s", (program, id) => {
    expect(shellOfProgram(program)?.id).toBe(id);
  });

  it("recognises no shell in a program that it does not know", () => {
    expect(shellOfProgram("node")).toBeUndefined();
  });

  it("shows only the ends of a secret when masked", () => {
    const [bash] = SHELLS;
    const changes = [{ name: "K6_CLOUD_TOKEN", value: new Secret("abcdefghijklmnop") }];
    expect(bash && renderChanges(bash, changes, { mask: true })).toBe("export K6_CLOUD_TOKEN='abcd********mnop'\n");
  });
});
