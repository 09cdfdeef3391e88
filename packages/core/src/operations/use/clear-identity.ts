import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { readLegacyFile } from "../active/outlook-here.ts";
import { readK6ConfigSnapshot, userK6Config } from "../active/k6-config-file.ts";
import { type Replaced, replaceIdentity } from "./replace-identity.ts";

export interface ClearRequest {
  readonly config?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Do not save a token that no profile has: it is lost, and not saved from other copies later. */
  readonly discard?: boolean | undefined;
}

export interface ClearedIdentity extends Replaced {
  readonly file: K6ConfigLocation;
}

/** Removes token, stack, project and hosts from k6's configuration file, and nothing else. Does not create a missing file. */
export async function clearIdentity(
  engine: Parts<"host" | "activations"> & Needs<typeof replaceIdentity | typeof userK6Config>,
  request: ClearRequest,
): Promise<ClearedIdentity> {
  const dryRun = request.dryRun === true;
  const file = userK6Config(engine, request.config);
  if (engine.host.files.status(file.path) === undefined) {
    const legacy = await readLegacyFile(engine, file);
    if (legacy !== undefined) return clearLegacy(engine, { ...file, path: legacy.path }, { ...request, dryRun });
    return { file, outcome: "unchanged", changed: [], removed: [], rescued: undefined, wasOpen: false };
  }
  const before = await readK6ConfigSnapshot(engine, file);
  const { replaced } = await replaceIdentity(engine, {
    before,
    identity: {},
    dryRun,
    discard: request.discard === true,
  });
  if (!dryRun) await engine.activations.remember(file.path, undefined);
  return { file, ...replaced };
}

/** k6 1 reads its previous default file where the present one is missing. */
async function clearLegacy(
  engine: Parts<"host"> & Needs<typeof replaceIdentity>,
  file: K6ConfigLocation,
  { dryRun, discard }: ClearRequest,
): Promise<ClearedIdentity> {
  const before = await readK6ConfigSnapshot(engine, file);
  const options = { before, identity: {}, dryRun: dryRun === true, discard: discard === true };
  const { replaced } = await replaceIdentity(engine, options);
  return { file, ...replaced };
}
