import { K6pError } from "../../errors/k6p-error.ts";
import { readFailure } from "../../host/files/read-failure.ts";
import { pathRules } from "../../host/join-path.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { identityOfFile } from "../../k6-config/identity-of-file.ts";
import { parseArchive } from "../../profile-archive/archive-text.ts";
import type { FoundProfile } from "../../profile-archive/found-profile.ts";
import { placeholderReason } from "../../profile-archive/placeholder.ts";
import { profileOfVariables } from "../../profile-archive/profile-of-variables.ts";
import { readCompose, textsOf } from "../../profile-archive/read-compose.ts";
import { readVariables } from "../../profile-archive/read-variables.ts";
import { parseMap, recogniseText } from "../../profile-archive/recognise-text.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { userK6Config } from "../active/k6-config-file.ts";
import { legacyPath } from "../active/outlook-here.ts";
import type * as opening from "./open-sealed-import.ts";

const LARGEST_FILE = 10 * 1024 * 1024;

/** Where profiles are imported from, and what is there. */
export interface ImportSource {
  /** A path, or `the environment`. */
  readonly title: string;
  readonly profiles: readonly FoundProfile[];
}

type Reading = Parts<"host"> & Needs<typeof userK6Config | typeof opening.openSealedImport>;

/**
 * Reads profiles from k6's configuration (`k6`), the environment (`env`) or a file of a kind that is recognised; by default from k6's
 * configuration if it has a token, else from the environment. Throws `IMPORT_UNREADABLE`, `FILE_*` or `K6_CONFIG_*`.
 */
export async function readImport(engine: Reading, from: string | undefined): Promise<ImportSource> {
  if (from === "env") return requireSome(fromEnvironment(engine));
  if (from === "k6") return requireSome(await fromK6(engine));
  if (from !== undefined) {
    const { host } = engine;
    return requireSome(await fromFile(engine, pathRules(host).resolve(host.workingDirectory, from)));
  }
  const k6 = await fromK6(engine);
  if (k6.profiles.some(({ token }) => token !== undefined)) return k6;
  const environment = fromEnvironment(engine);
  if (environment.profiles.length > 0) return environment;
  throw new K6pError("IMPORT_UNREADABLE", {
    message: `There is nothing to import: ${k6.title} has no token, and the environment has no K6_CLOUD_* variables.`,
    remedy: ["Name a file: k6p profile import --from FILE", "Or add a profile: k6p profile add NAME --stack STACK"],
    details: { file: k6.title },
  });
}

function fromEnvironment({ host }: Parts<"host">): ImportSource {
  const title = "the environment";
  const found = profileOfVariables(new Map(Object.entries(host.env)), title);
  return { title, profiles: found === undefined ? [] : [found] };
}

/** k6's own file; the one that k6 1 reads if there is none. */
async function fromK6(engine: Reading): Promise<ImportSource> {
  const location = userK6Config(engine, undefined);
  const { path } = location;
  const { files } = engine.host;
  const old = legacyPath(engine, location);
  const isMissing = location.source === "default" && files.status(path) === undefined;
  if (files.status(isMissing ? old : path) === undefined) return { title: path, profiles: [] };
  return fromFile(engine, isMissing ? old : path, "k6-config");
}

async function fromFile(
  engine: Parts<"host"> & Needs<typeof opening.openSealedImport>,
  path: string,
  given?: "k6-config",
): Promise<ImportSource> {
  const bytes = readBytes(engine, path);
  const text = Buffer.from(bytes).toString("utf8");
  const kind = given ?? recogniseText(text);
  switch (kind) {
    case "variables":
      return fromVariables(text, path);
    case "compose":
      return fromCompose(text, path);
    case "archive":
      return fromArchive(text, path);
    case "sealed": {
      const { openSealedImport } = await import("./open-sealed-import.ts");
      return fromArchive(await openSealedImport(engine, bytes, path), path);
    }
    case "k6-config":
      return fromConfig(bytes, path);
    case "unknown":
      throw unreadable(path, "is not a file that k6p can import", [
        "k6p reads k6's config.json, environment files (NAME=value), Compose files, and what k6p profile export writes.",
      ]);
  }
}

function readBytes({ host }: Parts<"host">, path: string): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = host.files.read(path, LARGEST_FILE)?.bytes;
  } catch (error) {
    throw readFailure(error, path);
  }
  if (bytes !== undefined) return bytes;
  throw new K6pError("FILE_READ_FAILED", {
    message: `${path} does not exist.`,
    remedy: ["Check the path you gave with --from."],
    details: { file: path },
  });
}

function fromVariables(text: string, path: string): ImportSource {
  const map = /^\s*\{/.test(text) ? parseMap(text) : undefined;
  const lines = map === undefined ? readVariables(text) : textsOf(map);
  const yaml = lines.size === 0 ? textsOf(parseMap(text) ?? {}) : lines;
  const found = profileOfVariables(yaml, path);
  return { title: path, profiles: found === undefined ? [] : [found] };
}

function fromCompose(text: string, path: string): ImportSource {
  const services = readCompose(text);
  const found = services.flatMap(({ name, variables }) => {
    const profile = profileOfVariables(variables, `service ${name} in ${path}`);
    return profile === undefined ? [] : [profile];
  });
  const envFiles = [...new Set(services.flatMap((service) => service.envFiles))];
  if (found.length > 0 || envFiles.length === 0) return { title: path, profiles: withoutRepetitions(found) };
  throw unreadable(
    path,
    "takes its variables from other files",
    envFiles.map((file) => `Import that file: k6p profile import --from ${quotedPath(file)}`),
  );
}

/** Services often share their variables. */
function withoutRepetitions(found: readonly FoundProfile[]): readonly FoundProfile[] {
  const keyOf = ({ token, settings }: FoundProfile): string => JSON.stringify([token?.reveal(), settings]);
  return [...new Map(found.toReversed().map((profile) => [keyOf(profile), profile])).values()].toReversed();
}

function fromArchive(text: string, path: string): ImportSource {
  const archive = parseArchive(text, path);
  if (archive.kind === "read") return { title: path, profiles: archive.profiles };
  throw archive.kind === "too-new"
    ? unreadable(path, `has version ${archive.version}, which this k6p does not support`, ["Update k6p."])
    : unreadable(path, `is not a valid export (${archive.fault})`, ["Correct it in an editor, or export it again."]);
}

function fromConfig(bytes: Uint8Array, path: string): ImportSource {
  const read = identityOfFile(bytes, path);
  if (read.kind === "refused") {
    throw new K6pError("K6_CONFIG_UNREADABLE", {
      message: `k6 cannot use ${read.name} in ${path}: ${read.reason}.`,
      remedy: [`Correct ${read.name} in ${path}`],
      details: { file: path },
    });
  }
  const { token, ...settings } = read.identity;
  const reason = token === undefined ? undefined : placeholderReason(token.reveal());
  const isEmpty = token === undefined && Object.values(settings).every((value) => value === undefined);
  if (isEmpty) return { title: path, profiles: [] };
  return {
    title: path,
    profiles: [
      {
        name: undefined,
        place: path,
        settings,
        token: reason === undefined ? token : undefined,
        unusable: reason === undefined ? [] : [{ name: "token", part: "token", reason }],
      },
    ],
  };
}

function requireSome(source: ImportSource): ImportSource {
  if (source.profiles.length > 0) return source;
  throw unreadable(source.title, "has nothing that describes a profile", [
    "k6p looks for K6_CLOUD_TOKEN, K6_CLOUD_STACK_URL, K6_CLOUD_STACK_ID and K6_CLOUD_PROJECT_ID, or k6's config.json.",
  ]);
}

function unreadable(path: string, fact: string, remedy: readonly string[]): K6pError {
  return new K6pError("IMPORT_UNREADABLE", { message: `${path} ${fact}.`, remedy, details: { file: path } });
}
