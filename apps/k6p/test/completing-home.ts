import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPLETION_SHELLS } from "@k6p/core/completions/completion-shells";
import type { CompletionShellId } from "@k6p/core/completions/completion-shell";
import { bareEnvironment, PROGRAM, throwAwayHome } from "./run-k6p.ts";

export interface CompletingHome {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Path of the shell's script, as `k6p completion SHELL` prints it. */
  scriptOf(shell: CompletionShellId): string;
}

/** Answers the shell, and otherwise shows the words that the shell made of the line. */
const K6P = `#!/bin/sh
[ "$1" = completion ] && exec "${process.execPath}" "${PROGRAM}" "$@"
printf '<%s>' RAN "$@"
echo
`;
/** A program of that name in a folder that somebody else filled. */
const FOREIGN_K6P = `#!/bin/sh
touch pwned
`;

const HOSTILE_TEXT = "$(touch pwned) `touch pwned` ; touch pwned \u001b[31m %F{red} it's a:b\\c";
const HOSTILE_FILES = ["$(touch pwned)", "`touch pwned`", "a;touch pwned", "two\nlines", "-rf", " ", "a b", "ünï"];

/** A home with profiles, among the files of which are some with hostile names and texts, and a `k6p` on PATH that shows its words. */
export function completingHome(): CompletingHome {
  const home = throwAwayHome();
  const profiles = join(home, ".k6p", "config", "profiles");
  mkdirSync(profiles, { recursive: true, mode: 0o700 });
  const add = (name: string, settings: object): void =>
    writeFileSync(join(profiles, `${name}.json`), JSON.stringify({ version: 1, id: "a".repeat(26), ...settings }));
  add("production", { stackUrl: "https://acme.grafana.net", protected: true, tags: ["eu", "customer-a"] });
  add("staging", { stackUrl: "https://acme-staging.grafana.net", tags: ["us"] });
  add("hostile", { stackUrl: "https://x.grafana.net", description: HOSTILE_TEXT });
  add("unreadable", { stackUrl: 5 });
  for (const name of HOSTILE_FILES) add(name, { stackUrl: "https://x.grafana.net" });
  mkdirSync(join(home, "bin"));
  writeFileSync(join(home, "bin", "k6p"), K6P, { mode: 0o755 });
  writeFileSync(join(home, "k6p"), FOREIGN_K6P, { mode: 0o755 });
  mkdirSync(join(home, "folder"));
  writeFileSync(join(home, "folder", "token-file.txt"), "");
  writeFileSync(join(home, "named.json"), "");
  return {
    home,
    env: {
      PATH: `${join(home, "bin")}:${process.env["PATH"] ?? ""}`,
      LC_ALL: "C.UTF-8",
      ...bare(home),
    },
    scriptOf(shell) {
      const path = join(home, `k6p.${shell}`);
      writeFileSync(path, COMPLETION_SHELLS[shell].script);
      return path;
    },
  };
}

function bare(home: string): Readonly<Record<string, string>> {
  const { PATH: _, ...rest } = bareEnvironment(home);
  return rest;
}
