import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { newSecretReference } from "../secrets/secret-reference.ts";
import { LARGEST_SECRET, type SecretStore } from "../secrets/secret-store.ts";
import type { StoreCall } from "../secrets/store-call.ts";
import { Secret } from "../secrets/secret.ts";

export interface StoreUnderTest {
  readonly store: SecretStore;
  /** The same store as another process would see it. */
  readonly reopened: SecretStore;
  close?(): Promise<void> | void;
}

export interface ContractOptions {
  /** The caller that decides this prints the reason. */
  readonly skip?: boolean;
}

const CALL: StoreCall = { deadlineMs: 10_000, interactive: false };

const HARD_TEXTS: Readonly<Record<string, string>> = {
  "an envelope": `k6p1.${"eyJ0b2tlbiI6ImdsY18xMjM0NTY3OCJ9".repeat(12)}`,
  "nothing but white space": " \t\n",
  "a line break at the end": "glc_12345678\n",
  "line breaks of both kinds": "one\r\ntwo\nthree\r",
  "letters of many scripts": "żółć ключ 鍵 🔑 é e\u0301",
  "quotes and braces": `{"secret":"'\\"}' $(x) \`y\``,
  "a zero byte": "before\0after",
  "armor of its own": "-----BEGIN AGE ENCRYPTED FILE-----\n",
  "the longest text": "x".repeat(LARGEST_SECRET),
};

/** What every secret store promises, as tests. `make` is called once; every test uses references of its own. */
export function describeSecretStore(
  name: string,
  make: () => Promise<StoreUnderTest> | StoreUnderTest,
  options: ContractOptions = {},
): void {
  describe.skipIf(options.skip === true)(`${name} keeps the promises of a secret store`, () => {
    let made: StoreUnderTest;
    let store: SecretStore;
    const newReference = (): string => newSecretReference({ randomBytes });
    beforeAll(async () => {
      made = await make();
      store = made.store;
    }, 30_000);
    afterAll(async () => made.close?.());

    test("It is ready, and asking so changes nothing", async () => {
      expect(await store.readiness(10_000)).toEqual({ state: "ready" });
      expect(await store.read(newReference(), CALL)).toEqual({ kind: "absent" });
    });

    test.each(Object.entries(HARD_TEXTS))("It gives back %s as it was", async (_, text) => {
      const reference = newReference();
      await store.write(reference, new Secret(text), CALL);
      expect(await readText(made.reopened, reference)).toBe(text);
    });

    test("It gives back any text as it was", async () => {
      const texts = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
      const isKept = async (text: string): Promise<void> => {
        const reference = newReference();
        await store.write(reference, new Secret(text), CALL);
        expect(await readText(store, reference)).toBe(text);
        await store.remove(reference, CALL);
      };
      await fc.assert(fc.asyncProperty(texts, isKept), { numRuns: 15 });
    });

    test("It holds nothing under a reference that was never written", async () => {
      expect(await store.read(newReference(), CALL)).toEqual({ kind: "absent" });
      expect(await store.remove(newReference(), CALL)).toBe("absent");
    });

    test("A second secret under the same reference takes the place of the first", async () => {
      const reference = newReference();
      await store.write(reference, new Secret("the first one"), CALL);
      await store.write(reference, new Secret("the second one"), CALL);
      expect(await readText(made.reopened, reference)).toBe("the second one");
    });

    test("A removed secret is gone, and removing it again says so", async () => {
      const [removed, kept] = [newReference(), newReference()];
      await store.write(removed, new Secret("to be removed"), CALL);
      await store.write(kept, new Secret("to be kept"), CALL);
      expect(await store.remove(removed, CALL)).toBe("removed");
      expect(await made.reopened.read(removed, CALL)).toEqual({ kind: "absent" });
      expect(await store.remove(removed, CALL)).toBe("absent");
      expect(await readText(store, kept)).toBe("to be kept");
    });

    test("Secrets that are written at the same time are all there", async () => {
      const references = Array.from({ length: 8 }, newReference);
      await Promise.all(
        references.map((reference) => store.write(reference, new Secret(`secret of ${reference}`), CALL)),
      );
      for (const reference of references)
        expect(await readText(made.reopened, reference)).toBe(`secret of ${reference}`);
    });

    test.each([
      ["a text of 1201 bytes", "x".repeat(LARGEST_SECRET + 1)],
      ["a text of 1281 characters", "x".repeat(1281)],
      ["a text of 8 KiB", "x".repeat(8192)],
      ["a text of 1201 bytes and fewer characters", `${"é".repeat(LARGEST_SECRET / 2)}x`],
      ["half a surrogate pair", "before\ud800after"],
    ])("It refuses %s before anything is written", async (_, text) => {
      const reference = newReference();
      const refusal = await refusalOf(store.write(reference, new Secret(text), CALL));
      expect(refusal.code).toBe("STORE_WRITE_FAILED");
      expect(refusal.message).not.toContain(text.slice(0, 6));
      expect(await store.read(reference, CALL)).toEqual({ kind: "absent" });
    });

    test.each(["", "../../identity", "A".repeat(26), `${"a".repeat(26)}/x`, "__proto__"])(
      "It refuses %j as a reference",
      async (reference) => {
        expect((await refusalOf(store.read(reference, CALL))).code).toBe("UNEXPECTED");
        expect((await refusalOf(store.write(reference, new Secret("12345678"), CALL))).code).toBe("UNEXPECTED");
        expect((await refusalOf(store.remove(reference, CALL))).code).toBe("UNEXPECTED");
      },
    );
  });
}

async function readText(store: SecretStore, reference: string): Promise<string | undefined> {
  const result = await store.read(reference, CALL);
  return result.kind === "found" ? result.secret.reveal() : undefined;
}

async function refusalOf(action: Promise<unknown>): Promise<K6pError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof K6pError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
