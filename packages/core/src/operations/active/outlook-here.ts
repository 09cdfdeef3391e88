import type { Environment } from "../../host/host.ts";
import { PROFILE_VARIABLE, WRAP_VARIABLE } from "../../host/k6p-variables.ts";
import { pathRules } from "../../host/join-path.ts";
import type { ScriptOptions } from "../../k6-config/cloud-options.ts";
import type { K6ConfigSnapshot } from "../../k6-config/k6-config-snapshot.ts";
import type { K6Version } from "../../k6-config/k6-version.ts";
import { type K6ConfigLocation, locateK6Config } from "../../k6-config/locate-k6-config.ts";
import type { Outlook, OutlookFile, RefusedOutlook } from "../../outlook/outlook.ts";
import { outlookOf } from "../../outlook/outlook-of.ts";
import { readK6Words } from "../../outlook/read-k6-words.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type * as versions from "./k6-version-here.ts";
import { readK6Config } from "./k6-config-file.ts";
import { type FolderProfile, folderProfile } from "./folder-profile.ts";
import { type FoundProfile, profileLookup } from "./profile-lookup.ts";

export interface OutlookRequest {
  /** This process's unless given. */
  readonly env?: Environment | undefined;
  /** The words behind `k6`; any command of `k6 cloud` unless given. */
  readonly words?: readonly string[] | undefined;
  /** The script's own options of the cloud, where they are known. */
  readonly script?: { readonly cloud?: ScriptOptions; readonly loadimpact?: ScriptOptions } | undefined;
  /** That of the k6 on PATH, where it matters, unless given. */
  readonly version?: K6Version | undefined;
  /** A file as it is already known, or would be written: it is not read again if k6 would read it. */
  readonly snapshot?: K6ConfigSnapshot | undefined;
}

export type OutlookHere = (Outlook<FoundProfile> | RefusedOutlook) & {
  /** Where k6 looks for its file; `file` is what it finds. */
  readonly location: K6ConfigLocation;
  readonly folder: FolderProfile | undefined;
  /** Whether `k6` typed at this shell's prompt is the hook's function, which runs it with the folder's profile. */
  readonly isWrapped: boolean;
};

/**
 * What k6 would do if it ran in this folder now, with these words and this environment. Opens no secret store. Throws `K6_CONFIG_*` or
 * `FILE_READ_FAILED` if k6 could not read its file.
 */
export async function outlookHere(
  engine: Parts<"host" | "privateConfigs"> &
    Needs<typeof profileLookup | typeof versions.k6VersionHere | typeof folderProfile>,
  request: OutlookRequest = {},
): Promise<OutlookHere> {
  const env = request.env ?? engine.host.env;
  const { platform, workingDirectory } = engine.host;
  const named = request.words === undefined ? undefined : readK6Words(request.words).config?.path;
  const location = locateK6Config(
    { platform, workingDirectory, env },
    { isOwnFile: () => false, ...(named === undefined ? {} : { explicit: named }) },
  );
  const { snapshot } = request;
  const isKnown = snapshot?.location.path === location.path;
  const bytes = isKnown ? snapshot.bytes : await readK6Config(engine, location);
  const file: OutlookFile = {
    path: location.path,
    source: location.source,
    bytes,
    isPrivate: location.source !== "default" && engine.privateConfigs.markerOf(location.path) !== undefined,
  };
  const legacyFile = bytes === undefined ? await readLegacyFile(engine, location) : undefined;
  const mayBeOld = legacyFile !== undefined || Buffer.from(bytes ?? []).includes("loadimpact");
  const version = request.version ?? (mayBeOld ? await versionHere(engine) : undefined);
  const profiles = profileLookup(engine, location.path);
  const folder = folderProfile(engine);
  const outlook = outlookOf({
    env,
    words: request.words,
    version,
    file,
    legacyFile,
    ...(request.script === undefined ? {} : { script: request.script }),
    profiles,
    folder,
  });
  const isWrapped = Boolean(env[WRAP_VARIABLE]) && !env[PROFILE_VARIABLE] && folder !== undefined;
  return { ...outlook, location, folder, isWrapped };
}

/** Loaded only where the version decides something: it may have to run k6. */
async function versionHere(engine: Needs<typeof versions.k6VersionHere>): Promise<K6Version | undefined> {
  const { k6VersionHere } = await import("./k6-version-here.ts");
  return k6VersionHere(engine);
}

/** k6 1's previous default file; undefined if there is none, or if it is not the default place that is empty. */
export async function readLegacyFile(
  engine: Parts<"host">,
  location: K6ConfigLocation,
): Promise<OutlookFile | undefined> {
  if (location.source !== "default") return undefined;
  const path = legacyPath(engine, location);
  if (engine.host.files.status(path) === undefined) return undefined;
  const bytes = await readK6Config(engine, { ...location, path });
  return bytes === undefined ? undefined : { path, source: "legacy", bytes, isPrivate: false };
}

/** `loadimpact/k6/config.json` in the folder of `k6/config.json`. */
export function legacyPath({ host }: Parts<"host">, { path }: K6ConfigLocation): string {
  const { dirname, join } = pathRules(host);
  return join(dirname(dirname(path)), "loadimpact", "k6", "config.json");
}
