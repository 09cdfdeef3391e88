import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { createMemorySecretStore } from "../testing/memory-secret-store.ts";
import { storeChoice, type StoreChoice, type StoreName, type StoreQuestion } from "./store-choice.ts";
import type { SecretStore, SecretStoreId, StoreReadiness } from "./secret-store.ts";

const LOCKED: StoreReadiness = { state: "locked", reason: "The keyring is locked.", remedy: ["Unlock it."] };

function storesWith(readiness: StoreReadiness): ReadonlyMap<SecretStoreId, SecretStore> {
  const keyring = { ...createMemorySecretStore("keyring"), readiness: async () => readiness };
  return new Map([
    ["keyring", keyring],
    ["file", createMemorySecretStore("file")],
  ]);
}

const option = (name: string): StoreName => ({ name, source: "--store" });
const setting = (name: string): StoreName => ({ name, source: "/config.json" });

async function choose(readiness: StoreReadiness, question: Partial<StoreQuestion> = {}): Promise<string> {
  const choice: StoreChoice = await storeChoice({ stores: storesWith(readiness), canAsk: false, ...question });
  return choice.kind === "chosen" ? choice.store.id : choice.kind;
}

async function refusal(readiness: StoreReadiness, question: Partial<StoreQuestion> = {}): Promise<K6pError> {
  const error: unknown = await choose(readiness, question).catch((reason: unknown) => reason);
  if (error instanceof K6pError) return error;
  throw new Error(`a store was chosen: ${String(error)}`);
}

describe("The store for a new token", () => {
  test("is the keyring, when it is ready", async () => {
    expect(await choose({ state: "ready" })).toBe("keyring");
  });

  test("is the one that is named for this call, before all others", async () => {
    expect(
      await choose({ state: "ready" }, { explicit: option("file"), recorded: "keyring", setting: setting("keyring") }),
    ).toBe("file");
    expect(await choose(LOCKED, { explicit: option("keyring"), recorded: "file" })).toBe("keyring");
  });

  test("is the one that the profile uses, before the one of the settings", async () => {
    expect(await choose({ state: "ready" }, { recorded: "file", setting: setting("keyring") })).toBe("file");
    expect(await choose({ state: "ready" }, { setting: setting("file") })).toBe("file");
  });

  test("is never the file vault silently: k6p asks", async () => {
    const choice = await storeChoice({ stores: storesWith(LOCKED), canAsk: true });
    expect(choice).toEqual({ kind: "ask", keyring: LOCKED });
  });

  test("is an error where nobody can be asked, with the reason and the commands that help", async () => {
    const error = await refusal(LOCKED);
    expect(error).toMatchObject({ code: "STORE_NOT_CHOSEN", exitCode: 5, details: { state: "locked" } });
    expect(error.message).toContain("The keyring is locked.");
    expect(error.remedy).toEqual([
      "Unlock it.",
      expect.stringContaining("--store file"),
      expect.stringContaining("export K6P_STORE=file"),
    ]);
  });

  test("must be one of the stores, which are named", async () => {
    for (const explicit of ["vault", "", "__proto__", "\u001b[31m"]) {
      const error = await refusal({ state: "ready" }, { explicit: option(explicit) });
      expect(error).toMatchObject({ code: "STORE_UNKNOWN", remedy: ["Choose one of: keyring, file"] });
      expect(error.message).not.toContain("\u001b");
      expect(error.message).toContain("(--store)");
    }
  });

  test("is never one that k6p only reads", async () => {
    for (const name of ["command", "env", "plain-file"]) {
      const error = await refusal({ state: "ready" }, { setting: setting(name) });
      expect(error.code).toBe("STORE_READ_ONLY");
      expect(error.message).toContain(`${name} (/config.json)`);
      expect(error.remedy).toEqual([expect.stringContaining("keyring, file"), expect.stringContaining("store refer")]);
    }
  });

  test("is asked for with a deadline", async () => {
    const deadlines: number[] = [];
    const stores = new Map(storesWith(LOCKED));
    const keyring = createMemorySecretStore("keyring");
    stores.set("keyring", {
      ...keyring,
      readiness: async (deadlineMs) => {
        deadlines.push(deadlineMs);
        return { state: "ready" };
      },
    });
    await storeChoice({ stores, canAsk: false });
    await storeChoice({ stores, canAsk: false, deadlineMs: 900 });
    expect(deadlines).toEqual([150, 900]);
  });
});
