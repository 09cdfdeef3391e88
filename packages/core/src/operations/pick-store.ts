import { chooseStore } from "../secrets/choose-store.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import type { Engine } from "./engine.ts";
import { storeOf } from "./store-of.ts";

export interface StoreWish {
  /** What `--store` says. */
  readonly explicit?: string | undefined;
  /** The store that holds the profile's present token. */
  readonly recorded?: SecretStoreId | undefined;
  readonly profileName: string;
}

/**
 * The store for a new token: the one asked for, else the one the profile uses already, else the keyring when it is ready, else the
 * one that the person at the terminal agrees to. Throws `STORE_NOT_CHOSEN` or `STORE_UNKNOWN`.
 */
export async function pickStore(engine: Engine, wish: StoreWish): Promise<SecretStore> {
  const { ask, host, stores } = engine;
  const explicit = wish.explicit ?? (host.env["K6P_STORE"] || undefined);
  const choice = await chooseStore({ stores, explicit, recorded: wish.recorded, canAsk: ask !== undefined });
  if (choice.kind === "chosen") return choice.store;
  return storeOf(engine, "file");
}
