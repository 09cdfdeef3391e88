import type { Environment } from "../../host/host.ts";
import type { Parts } from "../../engine/engine.ts";
import { readK6Config, userK6Config } from "./k6-config-file.ts";

/** The user's own configuration, to make a private copy of. */
export interface PrivateBase {
  readonly bytes: Uint8Array | undefined;
  readonly base: { readonly path: string; readonly isNamed: boolean };
}

/** Reads the user's own configuration for a private copy. Throws `K6_CONFIG_*` if k6 could not read it either. */
export async function readPrivateBase(
  engine: Parts<"host" | "privateConfigs">,
  env: Environment,
): Promise<PrivateBase> {
  const file = userK6Config(engine, undefined, env);
  const bytes = await readK6Config(engine, file);
  return { bytes, base: { path: file.path, isNamed: file.source === "K6_CONFIG" } };
}
