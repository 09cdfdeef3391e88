import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { type Ran, type RunOptions, throwAwayHome } from "./run-k6p.ts";

/** One person, or one pipeline, with a home and a clone of their own. */
export interface Colleague {
  readonly home: string;
  readonly clone: string;
  /** Runs k6p in the clone; never at a terminal. */
  k6p(words: readonly string[], options?: Pick<RunOptions, "env" | "stdin">): Promise<Ran>;
  /** Like `k6p`, for a command that has to succeed. Resolves to its standard output. */
  run(words: readonly string[], options?: Pick<RunOptions, "env" | "stdin">): Promise<string>;
  git(...words: readonly string[]): string;
  /** Commits everything and pushes it. */
  publish(message: string): void;
}

export interface TeamRepository {
  /** A new home with a fresh clone; `env` stands in for what that person has set up. */
  colleague(name: string, env?: Readonly<Record<string, string>>): Colleague;
}

/** A bare repository with these files in it, in a folder that goes with the test. */
export function createTeamRepository(files: Readonly<Record<string, string>>): TeamRepository {
  const root = throwAwayHome();
  const origin = join(root, "origin.git");
  git(root, ["init", "--quiet", "--bare", "--initial-branch=main", origin]);
  const repository: TeamRepository = {
    colleague(name, env = VAULT) {
      const home = join(root, name);
      const clone = join(home, "team");
      mkdirSync(home, { recursive: true });
      git(home, ["clone", "--quiet", origin, clone]);
      for (const [key, value] of [
        ["user.name", name],
        ["user.email", `${name}@example.com`],
      ] as const)
        git(clone, ["config", key, value]);
      const k6p: Colleague["k6p"] = (words, options = {}) =>
        runInProcess(words, { home, cwd: clone, ...options, env: { ...env, ...options.env } });
      return {
        home,
        clone,
        k6p,
        async run(words, options) {
          const ran = await k6p(words, options);
          expect(ran.code, `${words.join(" ")}\n${ran.stdout}${ran.stderr}`).toBe(0);
          return ran.stdout;
        },
        git: (...words) => git(clone, words),
        publish(message) {
          git(clone, ["add", "--all"]);
          git(clone, ["commit", "--quiet", "--message", message]);
          git(clone, ["push", "--quiet", "origin", "HEAD:main"]);
        },
      };
    },
  };
  const founder = repository.colleague("founder");
  for (const [path, text] of Object.entries(files)) writeFileSync(join(founder.clone, path), text);
  founder.publish("Begin");
  return repository;
}

/** Puts a member into the recipients of a team file that ends with them. */
export function addRecipient(clone: string, name: string, key: string): void {
  const path = join(clone, "k6p.config.yaml");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  writeFileSync(path, `${text.replace("recipients: {}\n", "recipients:\n")}  ${name}: ${key}\n`);
}

function git(folder: string, words: readonly string[]): string {
  return execFileSync("git", words, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
