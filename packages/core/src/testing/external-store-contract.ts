import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeReference } from "../secrets/describe-reference.ts";
import type { ExternalReference } from "../secrets/external-reference.ts";
import type { ExternalStores } from "../secrets/external-store.ts";
import type { ReadResult, StoreFailure } from "../secrets/secret-store.ts";
import type { StoreCall } from "../secrets/store-call.ts";

export interface ExternalPlace {
  readonly stores: ExternalStores;
  /** Gives `token`. */
  readonly present: ExternalReference;
  readonly token: string;
  /** Names something that is not there. */
  readonly missing: ExternalReference;
  /** Whether the place itself tells that something is missing, and not only that it failed. */
  readonly tellsMissing: boolean;
  /** Makes the place refuse to give anything, and what it answers then. */
  readonly refuse?: { readonly kind: StoreFailure["kind"]; begin(): Promise<void> | void };
  close?(): Promise<void> | void;
}

const CALL: StoreCall = { deadlineMs: 15_000, interactive: false };

/** What every place promises that k6p only reads, as tests. */
export function describeExternalStore(
  name: string,
  make: () => Promise<ExternalPlace> | ExternalPlace,
  options: { readonly skip?: boolean } = {},
): void {
  describe.skipIf(options.skip === true)(`${name} keeps the promises of a place that k6p only reads`, () => {
    let place: ExternalPlace;
    beforeAll(async () => {
      place = await make();
    }, 30_000);
    afterAll(async () => place?.close?.());

    test("It gives the token, the same each time", async () => {
      expect(tokenIn(await place.stores.read(place.present, CALL))).toBe(place.token);
      expect(tokenIn(await place.stores.read(place.present, CALL))).toBe(place.token);
    });

    test("It gives the token to several readers at once", async () => {
      const results = await Promise.all(Array.from({ length: 4 }, () => place.stores.read(place.present, CALL)));
      expect(results.map(tokenIn)).toEqual(Array.from({ length: 4 }, () => place.token));
    });

    test("Its reference is told in words without the token", () => {
      expect(describeReference(place.present)).not.toContain(place.token);
    });

    test("What is missing is never a token, and is called absent only where that is certain", async () => {
      const result = await place.stores.read(place.missing, CALL);
      if (place.tellsMissing) expect(result).toEqual({ kind: "absent" });
      else expect(result.kind).not.toMatch(/found|absent/);
    });

    test("A refusal is no absence, and says why without the token", async () => {
      if (place.refuse === undefined) return;
      await place.refuse.begin();
      const result = await place.stores.read(place.present, CALL);
      expect(result.kind).toBe(place.refuse.kind);
      expect(result).toHaveProperty("reason", expect.stringMatching(/\S/));
      expect(JSON.stringify(result)).not.toContain(place.token);
    });
  });
}

function tokenIn(result: ReadResult): string | undefined {
  return result.kind === "found" ? result.secret.reveal().trim() : JSON.stringify(result);
}
