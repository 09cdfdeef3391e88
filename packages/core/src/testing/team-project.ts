import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Engine } from "../engine/engine.ts";
import type { Notice } from "../engine/notice.ts";
import { logIn } from "../operations/profiles/log-in.ts";
import type { Prompter } from "../engine/prompter.ts";
import { Secret } from "../secrets/secret.ts";
import { createTestEngine, type TestEngine } from "./test-engine.ts";

/** A repository with a team file, and a user with a home folder next to it. */
export interface TeamProject {
  readonly test: TestEngine;
  readonly folder: string;
  readonly file: string;
  readonly notices: readonly Notice[];
  /** Writes files by their paths below the repository; a text alone is the team file. */
  write(files: string | Readonly<Record<string, string>>): void;
  /** A new engine, as each command has one. */
  engine(setup?: { readonly env?: Readonly<Record<string, string>>; readonly ask?: Prompter }): Engine;
  /** Stores a token for a profile without asking the cloud. */
  logIn(name: string, token?: string): Promise<void>;
}

/** A project that is removed after the test. */
export function makeTeamProject(files: string | Readonly<Record<string, string>>, name = "repo"): TeamProject {
  const test = createTestEngine();
  onTestFinished(() => test.remove());
  return teamProjectIn(test, files, name);
}

/** Another repository of the same user. */
export function teamProjectIn(
  test: TestEngine,
  files: string | Readonly<Record<string, string>>,
  name: string,
): TeamProject {
  const folder = join(realpathSync(test.home), name);
  mkdirSync(join(folder, ".git"), { recursive: true });
  const file = join(folder, "k6p.config.yaml");
  const project: TeamProject = {
    test,
    folder,
    file,
    notices: test.notices,
    write(content) {
      const entries = typeof content === "string" ? { "k6p.config.yaml": content } : content;
      for (const [path, text] of Object.entries(entries)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    engine: (setup = {}) => test.engineIn(folder, setup),
    async logIn(profile, token = `token-of-${profile.replaceAll("/", "-")}`) {
      await logIn(project.engine(), {
        name: profile,
        verify: false,
        store: "file",
        token: { from: "input", read: async () => new Secret(token) },
      });
    },
  };
  project.write(files);
  return project;
}
