import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../host/host.ts";

export interface FakePrograms {
  /** A private folder of our own. */
  readonly home: string;
  readonly folder: string;
  /** An environment in which the fakes come before the real programs. */
  readonly env: Environment;
  /** Makes a program of a POSIX shell script, and returns its path. */
  add(name: string, script: string): string;
  remove(): void;
}

/** Programs that stand in for real ones. */
export function createFakePrograms(): FakePrograms {
  const home = mkdtempSync(join(realpathSync(tmpdir()), "k6p-fakes-"));
  const folder = join(home, "bin");
  mkdirSync(folder, { mode: 0o755 });
  return {
    home,
    folder,
    env: { HOME: home, PATH: `${folder}:/usr/bin:/bin` },
    add(name, script) {
      const path = join(folder, name);
      writeFileSync(path, `#!/bin/sh\n${script}\n`);
      chmodSync(path, 0o755);
      return path;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Shell lines by which a fake complains, as a fault of the test, unless its arguments are exactly these. */
export function expectArguments(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const tests = quoted.map((word, index) => `[ "$${index + 1 < 10 ? index + 1 : `{${index + 1}}`}" = ${word} ]`);
  const all = [`[ $# -eq ${words.length} ]`, ...tests].join(" && ");
  return `${all} || { echo "unexpected arguments: $*" >&2; exit 99; }`;
}
