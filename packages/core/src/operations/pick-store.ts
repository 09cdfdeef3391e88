import { K6pError } from "../errors/k6p-error.ts";
import { chooseStore } from "../secrets/choose-store.ts";
import type { SecretStore, SecretStoreId, Unreadiness } from "../secrets/secret-store.ts";
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
 * file vault if the person at the terminal agrees. Throws `STORE_NOT_CHOSEN`, `STORE_UNKNOWN` or `CANCELLED`.
 */
export async function pickStore(engine: Engine, { explicit, recorded, profileName }: StoreWish): Promise<SecretStore> {
  const { ask, host, stores } = engine;
  const named = explicit ?? (host.env["K6P_STORE"] || undefined);
  const choice = await chooseStore({ stores, explicit: named, recorded, canAsk: ask !== undefined });
  return choice.kind === "chosen" ? choice.store : askForFileVault(engine, choice.keyring, profileName);
}

async function askForFileVault(engine: Engine, keyring: Unreadiness, profileName: string): Promise<SecretStore> {
  const vault = storeOf(engine, "file");
  engine.notify({
    level: "warning",
    message: `The system keyring is not ready. ${keyring.reason}`,
    remedy: keyring.remedy,
  });
  const agreed = await engine.ask?.confirm(`Keep the token of profile ${profileName} in ${vault.title} instead?`, {
    default: false,
  });
  if (agreed === true) return vault;
  throw new K6pError("CANCELLED", {
    message: `The token of profile ${profileName} was not stored: the keyring is not ready, and the file vault was not wanted.`,
    remedy: keyring.remedy,
    details: { profile: profileName },
  });
}
