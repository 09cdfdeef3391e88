import { isTokenOf } from "../../credentials/recognise-token.ts";
import { isKept } from "../../credentials/token-record.ts";
import { requireReadBack } from "../../secrets/require-read-back.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import type { SecretStore, StoreId } from "../../secrets/secret-store.ts";
import { Secret } from "../../secrets/secret.ts";
import { defaultStore } from "../tokens/choose-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { storeByName } from "../../secrets/store-by-name.ts";
import { requireSameDestination } from "../tokens/obtain-credentials.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import { profilesWithToken, type ProfileWithToken } from "../catalog/profiles-with-token.ts";
import { readExternalToken } from "../tokens/read-external-token.ts";
import { requireReady } from "../../secrets/require-ready.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";

export interface StoreTest {
  readonly store: StoreId;
  /** The profile whose reference was read; undefined if a test secret was written. */
  readonly profile: string | undefined;
  /**
   * - `works`: a test secret was written, read back and removed
   * - `found`, `changed`: the reference yields the recorded token, or a different one
   * - `absent`: the place has no token
   * - `failed`: see `problem`
   */
  readonly outcome: "works" | "found" | "changed" | "absent" | "failed";
  readonly milliseconds: number;
  readonly problem: Problem | undefined;
}

/**
 * Tests a store: writes a test secret to it, or, if k6p only reads from it, reads the profiles' references. Without a name, tests the
 * default store and every store in use. The result contains no token. Throws `STORE_UNKNOWN`.
 */
export async function testStores(
  engine: Parts<"stores"> & Needs<typeof profilesWithToken | typeof testReferences | typeof storesInUse>,
  name: string | undefined,
): Promise<readonly StoreTest[]> {
  const profiles = profilesWithToken(engine);
  const ids = name === undefined ? storesInUse(engine, profiles) : [storeByName(engine, { name })];
  const tests: StoreTest[] = [];
  for (const id of ids) {
    const store = [...engine.stores.values()].find((candidate) => candidate.id === id);
    if (store === undefined) tests.push(...(await testReferences(engine, id, profiles)));
    else tests.push(await timed(engine, { store: id, profile: undefined }, () => testStore(engine, store)));
  }
  return tests;
}

function storesInUse(engine: Needs<typeof defaultStore>, profiles: readonly ProfileWithToken[]): readonly StoreId[] {
  const preferred = defaultStore(engine);
  const used = profiles.map(({ record }) => record.store);
  return [...new Set([...(preferred === undefined ? [] : [preferred.store]), ...used])];
}

async function timed(
  engine: Parts<"host">,
  subject: Pick<StoreTest, "store" | "profile">,
  work: () => Promise<StoreTest["outcome"]>,
): Promise<StoreTest> {
  const start = engine.host.clock.monotonicMs();
  const milliseconds = (): number => Math.round(engine.host.clock.monotonicMs() - start);
  try {
    const outcome = await work();
    return { ...subject, outcome, milliseconds: milliseconds(), problem: undefined };
  } catch (error) {
    const problem = problemOf(error);
    const outcome = problem.code === "TOKEN_MISSING" ? "absent" : "failed";
    return { ...subject, outcome, milliseconds: milliseconds(), problem };
  }
}

async function testStore(engine: Parts<"host" | "ask">, store: SecretStore): Promise<"works"> {
  const call = writeCall(engine, store.id);
  await requireReady(engine, store);
  const reference = newSecretReference(engine.host);
  const sample = new Secret(`test ${reference}`);
  try {
    await store.write(reference, sample, call);
    requireReadBack(store, sample, await store.read(reference, call));
  } catch (error) {
    await store.remove(reference, call).catch(() => undefined);
    throw error;
  }
  await store.remove(reference, call);
  return "works";
}

async function testReferences(
  engine: Parts<"host"> & Needs<typeof readExternalToken | typeof requireSameDestination>,
  id: StoreId,
  profiles: readonly ProfileWithToken[],
): Promise<readonly StoreTest[]> {
  const tests: StoreTest[] = [];
  for (const { profile, record } of profiles) {
    if (isKept(record) || record.store !== id) continue;
    tests.push(
      await timed(engine, { store: id, profile: profile.name }, async () => {
        requireSameDestination(engine, profile, { record, env: engine.host.env });
        const token = await readExternalToken(engine, profile, record);
        return isTokenOf(record, token) ? "found" : "changed";
      }),
    );
  }
  return tests;
}
