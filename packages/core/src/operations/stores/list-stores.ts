import { EXTERNAL_STORE_TITLES } from "../../secrets/external-store.ts";
import type { ExternalStoreId, SecretStore, StoreId, StoreReadiness } from "../../secrets/secret-store.ts";
import { READINESS_DEADLINE_MS } from "../../secrets/require-ready.ts";
import { defaultStore, type DefaultStore } from "../tokens/choose-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { profilesWithToken } from "../catalog/profiles-with-token.ts";

export interface ListedStore {
  readonly id: StoreId;
  readonly title: string;
  readonly readiness: StoreReadiness;
  /** False if k6p only reads from it. */
  readonly writable: boolean;
  /** Number of profiles with a token there. */
  readonly profiles: number;
}

export interface ListedStores {
  readonly stores: readonly ListedStore[];
  readonly default: DefaultStore | undefined;
}

/** Every place for tokens and whether it is ready. Opens no store. */
export async function listStores(
  engine: Parts<"stores"> & Needs<typeof profilesWithToken | typeof defaultStore>,
): Promise<ListedStores> {
  const used = profilesWithToken(engine).map(({ record }) => record.store);
  const count = (id: StoreId): number => used.filter((store) => store === id).length;
  const kept = [...engine.stores.values()].map(async (store) => describe(store, count(store.id)));
  const externalIds: readonly ExternalStoreId[] = ["command", "env", "plain-file"];
  const external = externalIds.map((id) => ({
    id,
    title: EXTERNAL_STORE_TITLES[id],
    readiness: { state: "ready" } as const,
    writable: false,
    profiles: count(id),
  }));
  return { stores: [...(await Promise.all(kept)), ...external], default: defaultStore(engine) };
}

async function describe(store: SecretStore, profiles: number): Promise<ListedStore> {
  const { id, title, capabilities } = store;
  const readiness = await store.readiness(READINESS_DEADLINE_MS);
  return { id, title, readiness, writable: capabilities.writable, profiles };
}
