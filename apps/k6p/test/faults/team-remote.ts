import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SSH = `#!/bin/sh
for last; do :; done
exec sh -c "$last"
`;

/** Where git finds the stand-in for ssh. */
export function remoteEnvironment(folder: string): Readonly<Record<string, string>> {
  return { GIT_SSH_COMMAND: join(folder, "ssh"), GIT_SSH_VARIANT: "ssh" };
}

/** Makes a git repository with a team file that another one extends, unless it is there; gives the reference to it. */
export function makeRemote(folder: string): string {
  const repository = join(folder, "policy.git");
  const reference = `git+ssh://git@remote.test${repository}#v1`;
  if (existsSync(repository)) return reference;
  const work = join(folder, "work");
  mkdirSync(work, { recursive: true });
  writeFileSync(join(folder, "ssh"), SSH, { mode: 0o700 });
  writeFileSync(join(work, "k6p.config.yaml"), "version: 1\nprofiles:\n  policy: { stack: acme, stackId: 1 }\n");
  const git = (...words: readonly string[]): void => {
    execFileSync("git", words, {
      cwd: work,
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"] ?? "",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_NAME: "a",
        GIT_AUTHOR_EMAIL: "a@example.com",
        GIT_COMMITTER_NAME: "a",
        GIT_COMMITTER_EMAIL: "a@example.com",
      },
    });
  };
  git("init", "--quiet", "--initial-branch=main", ".");
  git("add", "--all");
  git("commit", "--quiet", "--message=x");
  git("tag", "v1");
  git("clone", "--quiet", "--bare", ".", repository);
  git("--git-dir", repository, "config", "uploadpack.allowFilter", "true");
  return reference;
}
