import { execFile } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { K6pError } from "../../../errors/k6p-error.ts";
import { createNodeHost } from "../../../host/node-host.ts";
import { createMemorySecretStore } from "../../../testing/memory-secret-store.ts";
import type { KeyKeeping } from "../../rekeying.ts";
import type { SecretStore } from "../../secret-store.ts";
import { Secret } from "../../secret.ts";
import { interrupted, type Interruption } from "./fixtures/interrupted-host.ts";
import {
  openVault,
  PASSPHRASE,
  readText,
  rekey,
  scratchHome,
  storeText,
  type VaultSetup,
} from "./fixtures/open-vault.ts";

const { files } = createNodeHost({ env: {} });
const TEXTS = ["the first", "the second"];
const askPassphrase = async (): Promise<Secret> => new Secret(PASSPHRASE);

/** What is in a keyring can be counted. */
function countedKeyring(): { keyring: SecretStore; held: Set<string> } {
  const store = createMemorySecretStore("keyring");
  const held = new Set<string>();
  return {
    held,
    keyring: {
      ...store,
      async write(reference, ...rest) {
        await store.write(reference, ...rest);
        held.add(reference);
      },
      async remove(reference, ...rest) {
        held.delete(reference);
        return store.remove(reference, ...rest);
      },
    },
  };
}

interface Scene {
  readonly home: string;
  readonly held: Set<string>;
  readonly references: readonly string[];
  open(setup?: VaultSetup): ReturnType<typeof openVault>;
  /** The vault as a process sees it that is interrupted. */
  openInterrupted(interrupt: Interruption): ReturnType<typeof openVault>;
  texts(): Promise<readonly string[]>;
  /** What is in the vault's folder. */
  entries(): readonly string[];
}

async function scene(keeping: KeyKeeping): Promise<Scene> {
  const home = scratchHome();
  const { keyring, held } = countedKeyring();
  const open = (setup?: VaultSetup) => openVault(home, { keyring, askPassphrase, ...setup });
  const references: string[] = [];
  for (const text of TEXTS) references.push(await storeText(open(), text));
  if (keeping !== "plain") await rekey(open(), keeping);
  return {
    home,
    held,
    references,
    open,
    openInterrupted(interrupt) {
      const parts = interrupted({ files, keyring }, interrupt);
      return open({ changes: { files: parts.files }, keyring: parts.keyring });
    },
    texts: () => Promise.all(references.map((reference) => readText(open(), reference))),
    entries: () => readdirSync(join(home, "data", "vault")),
  };
}

async function countChanges(from: KeyKeeping, to: KeyKeeping): Promise<number> {
  let changes = 0;
  await rekey(
    (await scene(from)).openInterrupted((change) => (changes = change)),
    to,
  );
  return changes;
}

/** The lock of a process that ended would be taken over; ours lives on. */
function dropLocks(home: string): void {
  rmSync(join(home, "locks"), { recursive: true, force: true });
}

const CHANGES_OF_KEEPING = [
  ["plain", "plain"],
  ["plain", "keyring"],
  ["keyring", "passphrase"],
  ["passphrase", "plain"],
] as const;

describe.each(CHANGES_OF_KEEPING)("While the key changes from %s to %s", (from, to) => {
  test("a death before any change on the disk leaves every secret readable, and the next one cleans up", async () => {
    const changes = await countChanges(from, to);
    expect(changes).toBeGreaterThan(15);
    const generations = new Set<string>();
    for (let at = 1; at <= changes; at++) {
      const { home, held, open, openInterrupted, texts, entries } = await scene(from);
      const dead = new Error("dead");
      const dying = rekey(
        openInterrupted((change) => {
          if (change >= at) throw dead;
        }),
        to,
      );
      await expect(dying).rejects.toBe(dead);
      dropLocks(home);

      expect(await texts(), `before change ${at}`).toEqual(TEXTS);
      for (const name of entries()) generations.add(name.replace(/-[0-9a-f]{12}$/, ""));
      await rekey(open(), to);
      expect(await texts(), `after change ${at}`).toEqual(TEXTS);
      expect(entries(), `after change ${at}`).toEqual([expect.stringMatching(/^generation-[123]$/)]);
      expect(held.size, `after change ${at}`).toBe(to === "keyring" ? 1 : 0);
    }
    expect([...generations]).toContain("unfinished");
  });

  test("an error of any change on the disk is told, or nothing of it matters; the next change cleans up", async () => {
    const changes = await countChanges(from, to);
    for (let at = 1; at <= changes; at++) {
      const { home, held, open, openInterrupted, texts, entries } = await scene(from);
      const before = entries().toSorted();
      const code = at % 2 === 0 ? "ENOSPC" : "EIO";
      let failed = "";
      const outcome: unknown = await rekey(
        openInterrupted((change, name) => {
          if (change !== at) return;
          failed = name;
          if (name.startsWith("keyring")) throw new K6pError("STORE_TIMEOUT", { message: "It takes too long." });
          throw Object.assign(new Error(code), { code });
        }),
        to,
      ).catch((error: unknown) => error);
      dropLocks(home);
      const context = `${failed}, change ${at}`;
      expect(await texts(), context).toEqual(TEXTS);
      if (outcome instanceof K6pError) {
        expect(outcome.code, context).toMatch(/^(STORE|FILE)_/);
        const isDone = outcome.message.includes("has its new key");
        if (!isDone)
          expect(
            entries()
              .filter((name) => !name.startsWith("unfinished"))
              .toSorted(),
          ).toEqual(before);
      } else expect(outcome, context).toMatchObject({ kind: "rekeyed" });
      await storeText(open(), "a later one");
      expect(
        entries().filter((name) => name.startsWith("unfinished")),
        context,
      ).toEqual([]);
      await rekey(open(), to);
      expect(await texts(), context).toEqual(TEXTS);
      expect(entries(), context).toEqual([expect.stringMatching(/^generation-[123]$/)]);
      expect(held.size, context).toBe(to === "keyring" ? 1 : 0);
    }
  });
});

const program = fileURLToPath(new URL("fixtures/rekey-process.ts", import.meta.url));

async function runProcess(order: { home: string; times: number; killAt?: number }): Promise<string> {
  const words = ["--disable-warning=ExperimentalWarning", program, JSON.stringify(order)];
  return promisify(execFile)(process.execPath, words).then(
    () => "done",
    (error: { signal?: string; stderr?: string }) => error.signal ?? `failed: ${error.stderr}`,
  );
}

test.skipIf(process.platform === "win32")(
  "A process that is killed (SIGKILL) in the middle leaves every secret readable, and its lock is taken over",
  async () => {
    const changes = await countChanges("plain", "plain");
    const points = Array.from({ length: 8 }, (_, index) => 1 + Math.floor((index * changes) / 8));
    const results = await Promise.all(
      points.map(async (killAt) => {
        const { home, open, texts, entries } = await scene("plain");
        const end = await runProcess({ home, times: 1, killAt });
        const found = await texts();
        await rekey(open());
        return { end, found, after: await texts(), entries: entries().length };
      }),
    );
    expect(results).toEqual(points.map(() => ({ end: "SIGKILL", found: TEXTS, after: TEXTS, entries: 1 })));
  },
);

test("While another process changes the key again and again, no read fails and no write is lost", async () => {
  const { home, references, open, texts, entries } = await scene("plain");
  let isRunning = (): boolean => true;
  const process = runProcess({ home, times: 12 }).finally(() => (isRunning = () => false));
  const written: string[] = [];
  while (isRunning()) {
    expect(await texts()).toEqual(TEXTS);
    written.push(await storeText(open(), `text ${written.length}`));
    if (written.length % 3 === 0)
      await open().remove(written.splice(0, 1)[0] ?? "", { deadlineMs: 5_000, interactive: false });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await process).toBe("done");
  const kept = await Promise.all(written.map((reference) => readText(open(), reference)));
  expect(kept.filter((text) => !text.startsWith("text "))).toEqual([]);
  const [generation = ""] = entries();
  expect(entries()).toEqual(["generation-12"]);
  expect(readdirSync(join(home, "data", "vault", generation, "secrets"))).toHaveLength(
    references.length + written.length,
  );
});
