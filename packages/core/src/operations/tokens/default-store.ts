import { K6pError } from "../../errors/k6p-error.ts";
import { storeNamed } from "../../secrets/store-choice.ts";
import type { SecretStoreId } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { storeOfSettings, storeOfVariable } from "./choose-store.ts";

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
