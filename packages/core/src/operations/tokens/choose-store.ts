import { K6pError } from "../../errors/k6p-error.ts";
import { storeChoice, type StoreName, storeNamed } from "../../secrets/store-choice.ts";
import type { SecretStore, SecretStoreId, Unreadiness } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { storeById } from "../../secrets/store-by-id.ts";
import { STORE_VARIABLE } from "../../host/k6p-variables.ts";

export interface StoreRequest {
  /** The value of `--store`. */
  readonly explicit?: string | undefined;
  /** The store that has the profile's current token. */
  readonly recorded?: SecretStoreId | undefined;
  /** What to store, as text: `the token of profile prod`. */
  readonly what: string;
}

/**
 * The store for a new secret: the one requested, else the one with the current secret, else the one in the settings, else the keyring
 * if it is ready, else the file vault if the user agrees at the terminal. Throws `STORE_NOT_CHOSEN`, `STORE_UNKNOWN`,
 * `STORE_READ_ONLY`, `SETTINGS_*` or `CANCELLED`.
 */
export async function chooseStore(
  engine: Parts<"stores" | "ask"> & Needs<typeof storeOfVariable | typeof storeOfSettings | typeof askForFileVault>,
  request: StoreRequest,
): Promise<SecretStore> {
  const { ask, stores } = engine;
  const explicit =
    request.explicit === undefined ? storeOfVariable(engine) : { name: request.explicit, source: "--store" };
  const { recorded } = request;
  const setting = explicit === undefined && recorded === undefined ? storeOfSettings(engine) : undefined;
  const choice = await storeChoice({ stores, explicit, recorded, setting, canAsk: ask !== undefined });
  return choice.kind === "chosen" ? choice.store : askForFileVault(engine, choice.keyring, request.what);
}

/** The store that `K6P_STORE` names; empty means unset. */
export function storeOfVariable({ host }: Parts<"host">): StoreName | undefined {
  const name = host.env[STORE_VARIABLE];
  return name === undefined || name === "" ? undefined : { name, source: STORE_VARIABLE };
}

/** The store that the user's settings name. */
export function storeOfSettings({ settings }: Parts<"settings">): StoreName | undefined {
  const { store } = settings.read();
  return store === undefined ? undefined : { name: store, source: settings.path };
}

async function askForFileVault(
  engine: Parts<"stores" | "ask" | "notify">,
  keyring: Unreadiness,
  what: string,
): Promise<SecretStore> {
  const vault = storeById(engine, "file");
  engine.notify({
    level: "warning",
    message: `The system keyring is not ready. ${keyring.reason}`,
    remedy: keyring.remedy,
  });
  const agreed = await engine.ask?.confirm(`Store ${what} in ${vault.title} instead?`, {
    default: false,
  });
  if (agreed === true) return vault;
  throw new K6pError("CANCELLED", {
    message: `Nothing was stored: the keyring is not ready, and you declined to store ${what} in the file vault.`,
    remedy: keyring.remedy,
  });
}

/** The store for new tokens. */
export interface DefaultStore {
  readonly store: SecretStoreId;
  /** What names it: `K6P_STORE`, or the path of the settings file; undefined if nothing does, which means the keyring. */
  readonly source: string | undefined;
}

/** Opens no store. Warns and returns undefined if the named store cannot be used or the settings cannot be read. */
export function defaultStore(
  engine: Parts<"stores" | "notify"> & Needs<typeof storeOfVariable | typeof storeOfSettings>,
): DefaultStore | undefined {
  try {
    const named = storeOfVariable(engine) ?? storeOfSettings(engine);
    if (named === undefined) return { store: "keyring", source: undefined };
    return { store: storeNamed(engine.stores, named).id, source: named.source };
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    engine.notify({ level: "warning", message: error.message, remedy: error.remedy });
    return undefined;
  }
}
