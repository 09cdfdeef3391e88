import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isSetupRunning, withSetupLock } from "./setup-lock.mjs";

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "k6p clone "));
});

afterEach(() => rmSync(clone, { recursive: true }));

test("works of several callers never overlap", async () => {
  let working = 0;
  const seen = await Promise.all(
    Array.from({ length: 5 }, () =>
      withSetupLock(clone, async () => {
        working += 1;
        await sleep(20);
        return working--;
      }),
    ),
  );
  expect(seen).toEqual([1, 1, 1, 1, 1]);
  expect(isSetupRunning(clone)).toBe(false);
});

test("work that fails gives the lock back", async () => {
  await expect(withSetupLock(clone, () => Promise.reject(new Error("no network")))).rejects.toThrow("no network");
  expect(isSetupRunning(clone)).toBe(false);
});

test("a lock without a heartbeat is taken over, one with a heartbeat is not", async () => {
  const lock = join(clone, ".setup.lock");
  writeFileSync(lock, "");
  const startedAt = performance.now();
  const heartbeat = setInterval(() => utimesSync(lock, new Date(), new Date()), 50);
  setTimeout(() => clearInterval(heartbeat), 1_000);
  await withSetupLock(clone, async () => {}, 500);
  expect(performance.now() - startedAt).toBeGreaterThan(1_400);
});
