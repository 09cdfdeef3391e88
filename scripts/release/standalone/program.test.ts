import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { canRunKeyring, startKeyringSession } from "../../../packages/core/src/testing/gnome-keyring.ts";
import { skipUnless } from "../../../packages/core/src/testing/real-parts.ts";
import { skipInstalling } from "../testing/skip-installing.ts";
import { tellInstalledStory } from "../testing/installed-story.ts";
import { runProgram } from "../testing/run-program.ts";
import { buildProgram } from "./build-program.ts";
import { TARGETS } from "./targets.ts";

// Everything here starts programs, and other tests share the machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const MOST_BYTES = 130_000_000;

describe.skipIf(skipInstalling)("the program that needs no Node", () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "k6p-program-"));
    program = buildProgram(join(import.meta.dirname, "../../.."), TARGETS[0], folder);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  tellInstalledStory(() => [program]);

  it("is not larger than it was", () => {
    expect(statSync(program).size).toBeLessThan(MOST_BYTES);
  });

  it("runs where there is no Node, and says so", async () => {
    const ran = await runProgram([program, "version", "--json"], { env: { PATH: folder, HOME: folder }, cwd: folder });
    expect(JSON.parse(ran.stdout)).toMatchObject({ standalone: true, platform: "linux" });
  });

  it.skipIf(skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in"))(
    "is also the keyring's worker, for calls that may hang",
    async () => {
      const session = await startKeyringSession("gnome-keyring");
      try {
        await session.startUnlocked();
        const ask = async (request: unknown): Promise<unknown> => {
          const input = JSON.stringify(request);
          const { code, stdout, stderr } = await runProgram([program, "__keyring-worker"], {
            env: session.env,
            cwd: folder,
            input,
          });
          expect(code, stderr).toBe(0);
          return JSON.parse(stdout);
        };
        const account = "a-profile";
        expect(await ask({ action: "get", account })).toEqual({ kind: "done", present: false });
        await ask({ action: "set", account, text: "glc_kept-01" });
        expect(await ask({ action: "get", account })).toEqual({ kind: "done", present: true, text: "glc_kept-01" });
      } finally {
        await session.close();
      }
    },
  );
});
