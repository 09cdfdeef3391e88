import { isKept } from "../../credentials/token-record.ts";
import { storeNamed } from "../../secrets/store-choice.ts";
import type { SecretStoreId } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { READINESS_DEADLINE_MS } from "../../secrets/require-ready.ts";
import { storeOfVariable } from "../tokens/choose-store.ts";
import { profilesWithToken } from "../catalog/profiles-with-token.ts";

export interface UsedStore {
  readonly store: SecretStoreId;
  readonly title: string;
  /** Path of the settings. */
  readonly file: string;
  /** Names of the profiles whose tokens stay in another store. */
  readonly elsewhere: readonly string[];
}

/** Sets the store for new tokens. Throws `STORE_UNKNOWN`, `STORE_READ_ONLY` or `SETTINGS_*`; warns if the store is not ready or overridden. */
export async function useStore(
  engine: Parts<"stores" | "settings" | "notify"> & Needs<typeof profilesWithToken | typeof storeOfVariable>,
  name: string,
): Promise<UsedStore> {
  const store = storeNamed(engine.stores, { name });
  await engine.settings.change({ store: store.id });
  const readiness = await store.readiness(READINESS_DEADLINE_MS);
  if (readiness.state !== "ready") {
    engine.notify({
      level: "warning",
      message: `k6p will use ${store.title} for new tokens, but it is not ready now. ${readiness.reason}`,
      remedy: readiness.remedy,
    });
  }
  const variable = storeOfVariable(engine);
  if (variable !== undefined && variable.name !== store.id) {
    engine.notify({
      level: "warning",
      message: `K6P_STORE=${variable.name} in the environment overrides this setting.`,
      remedy: ["unset K6P_STORE"],
    });
  }
  const elsewhere = profilesWithToken(engine).filter(({ record }) => isKept(record) && record.store !== store.id);
  return {
    store: store.id,
    title: store.title,
    file: engine.settings.path,
    elsewhere: elsewhere.map(({ profile }) => profile.name),
  };
}
