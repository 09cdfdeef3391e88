import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { K6pError } from "../../../../errors/k6p-error.ts";
import { createNodeHost } from "../../../../host/node/node-host.ts";
import { createMemorySecretStore } from "../../../../testing/memory-secret-store.ts";
import type { KeyKeeping } from "../../../rekeying.ts";
import type { SecretStore } from "../../../secret-store.ts";
import { Secret } from "../../../secret.ts";
import { interrupted, type Interruption } from "../fixtures/interrupted-host.ts";
import {
  CALL,
  openVault,
  PASSPHRASE,
  readText,
  rekey,
  scratchHome,
  storeText,
  type VaultSetup,
} from "../fixtures/open-vault.ts";

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

/** Some of the numbers from 1 to `last`, evenly. */
function spread(last: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * last) / count));
}

const CHANGES_OF_KEEPING = [
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

const program = fileURLToPath(new URL("../fixtures/rekey-process.ts", import.meta.url));

interface Order {
  readonly home: string;
  readonly times: number;
  readonly at?: number;
  readonly signal?: NodeJS.Signals;
}

function startProcess(order: Order): { readonly id: number; readonly end: Promise<string> } {
  const words = ["--disable-warning=ExperimentalWarning", program, JSON.stringify(order)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
  const end = once(child, "exit").then(([code, signal]: unknown[]) => String(signal ?? code));
  return { id: child.pid ?? 0, end };
}

test.skipIf(process.platform === "win32")(
  "A process that is killed (SIGKILL) in the middle leaves every secret readable, and its lock is taken over",
  async () => {
    const changes = await countChanges("plain", "plain");
    const points = spread(changes, 8);
    const results = await Promise.all(
      points.map(async (at) => {
        const { home, open, texts, entries } = await scene("plain");
        const end = await startProcess({ home, times: 1, at }).end;
        const found = await texts();
        await rekey(open());
        return { end, found, after: await texts(), entries: entries().length };
      }),
    );
    expect(results).toEqual(points.map(() => ({ end: "SIGKILL", found: TEXTS, after: TEXTS, entries: 1 })));
  },
);

test.skipIf(process.platform !== "linux")(
  "What is stored and removed while another process stands still in the middle is stored and removed in the end",
  async () => {
    const changes = await countChanges("plain", "plain");
    for (const at of spread(changes, 10)) {
      const { home, references, open, entries } = await scene("plain");
      const [kept = "", removed = ""] = references;
      const { id, end } = startProcess({ home, times: 1, at, signal: "SIGSTOP" });
      await expect
        .poll(() => readFileSync(`/proc/${id}/stat`, "utf8"), { interval: 5, timeout: 10_000 })
        .toContain(") T ");
      const storing = storeText(open(), "the new one");
      const removing = open().remove(removed, CALL);
      await new Promise((resolve) => setTimeout(resolve, 30));
      process.kill(id, "SIGCONT");
      expect([await end, await removing], `at ${at}`).toEqual(["0", "removed"]);
      const stored = await storing;
      const found = await Promise.all([kept, removed, stored].map((reference) => readText(open(), reference)));
      expect(found, `at ${at}`).toEqual(["the first", "absent", "the new one"]);
      await storeText(open(), "a later one");
      expect(entries(), `at ${at}`).toEqual(["generation-1"]);
    }
  },
);

test("While another process changes the key again and again, no read fails and no write is lost", async () => {
  const { home, references, open, texts, entries } = await scene("plain");
  let isRunning = (): boolean => true;
  const end = startProcess({ home, times: 12 }).end.finally(() => (isRunning = () => false));
  const written: string[] = [];
  while (isRunning()) {
    expect(await texts()).toEqual(TEXTS);
    written.push(await storeText(open(), `text ${written.length}`));
    if (written.length % 3 === 0)
      await open().remove(written.splice(0, 1)[0] ?? "", { deadlineMs: 5_000, interactive: false });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await end).toBe("0");
  const kept = await Promise.all(written.map((reference) => readText(open(), reference)));
  expect(kept.filter((text) => !text.startsWith("text "))).toEqual([]);
  const [generation = ""] = entries();
  expect(entries()).toEqual(["generation-12"]);
  expect(readdirSync(join(home, "data", "vault", generation, "secrets"))).toHaveLength(
    references.length + written.length,
  );
});
