import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { readRemedy } from "../../host/files/read-failure.ts";
import { editFile } from "../../host/files/edit-file.ts";
import type { EditOutcome } from "../../host/files/edit-request.ts";
import type { Environment, FileSnapshot } from "../../host/host.ts";
import { type K6ConfigLocation, locateK6Config } from "../../k6-config/locate-k6-config.ts";
import { type K6ConfigSnapshot, k6ConfigSnapshot } from "../../k6-config/k6-config-snapshot.ts";
import { LARGEST_K6_CONFIG } from "../../k6-config/parse-k6-config.ts";
import type { Parts } from "../../engine/engine.ts";

/** The file that k6 would read if it ran here now; this may be a private copy that k6p made. */
export function k6ConfigHere(engine: Parts<"host">): K6ConfigLocation {
  return locateK6Config(engine.host, { isOwnFile: () => false });
}

/**
 * The user's own file: the one given with `--config`, else the one k6 would read. If that is a private copy that k6p made, the file
 * that the copy was made from.
 */
export function userK6Config(
  engine: Parts<"host" | "privateConfigs">,
  explicit: string | undefined,
  env: Environment = engine.host.env,
): K6ConfigLocation {
  const named = env["K6_CONFIG"];
  const marker = named ? engine.privateConfigs.markerOf(named) : undefined;
  const baseOfOwnFile = marker?.baseIsNamed === true ? marker.base : undefined;
  const { platform, workingDirectory } = engine.host;
  const here = { platform, workingDirectory, env };
  return locateK6Config(here, {
    ...(explicit === undefined ? {} : { explicit }),
    ...(baseOfOwnFile === undefined ? {} : { baseOfOwnFile }),
    isOwnFile: (path) => engine.privateConfigs.markerOf(path) !== undefined,
  });
}

/** Reads a configuration file once, with what it says. Throws `FILE_READ_FAILED` or `K6_CONFIG_*` if k6 could not read it either. */
export function readK6ConfigSnapshot(engine: Parts<"host">, location: K6ConfigLocation): Promise<K6ConfigSnapshot> {
  return settled(engine, () => k6ConfigSnapshot(location, readBytes(engine, location)));
}

/** Only the content of a configuration file that k6 can read; undefined if the file does not exist. Throws as the snapshot does. */
export async function readK6Config(engine: Parts<"host">, location: K6ConfigLocation): Promise<Uint8Array | undefined> {
  return (await readK6ConfigSnapshot(engine, location)).bytes;
}

/** Edits a configuration file with the safe writer; its mode becomes 0600. */
export function editK6Config(
  engine: Parts<"host" | "lockDirectory">,
  location: K6ConfigLocation,
  edit: (current: FileSnapshot | undefined) => Uint8Array | undefined,
): Promise<EditOutcome> {
  const { host, lockDirectory } = engine;
  return settled(engine, () =>
    editFile(host, { path: location.path, lockDirectory, maxBytes: LARGEST_K6_CONFIG, createParents: 0o700, edit }),
  );
}

function readBytes(engine: Parts<"host">, location: K6ConfigLocation): Uint8Array | undefined {
  try {
    return engine.host.files.read(location.path, LARGEST_K6_CONFIG)?.bytes;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new K6pError("FILE_READ_FAILED", {
      message:
        code === "EFBIG"
          ? `k6's configuration file ${location.path} is larger than k6p works on (${LARGEST_K6_CONFIG / 1024 / 1024} MiB).`
          : `Cannot read k6's configuration file ${location.path} (${code}). k6 cannot read it either.`,
      remedy: readRemedy(code, location.path),
      details: { file: location.path, reason: code },
      cause: error,
    });
  }
}

/** k6 writes its file in place, so it is briefly empty or truncated: retries unreadable content three times. */
async function settled<Result>(engine: Parts<"host">, attempt: () => Result | Promise<Result>): Promise<Result> {
  for (let chances = 3; ; chances--) {
    try {
      return await attempt();
    } catch (error) {
      if (chances === 0 || !(error instanceof K6pError) || error.code !== "K6_CONFIG_UNREADABLE") throw error;
      await engine.host.clock.sleep(30);
    }
  }
}

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
