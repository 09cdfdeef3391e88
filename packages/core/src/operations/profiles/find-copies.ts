import { isTokenOf, wasTokenOf } from "../../credentials/recognise-token.ts";
import { isKept, type TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Host } from "../../host/host.ts";
import { LARGEST_K6_CONFIG } from "../../k6-config/parse-k6-config.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import { Secret } from "../../secrets/secret.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";

const LARGEST_EXPORT = 16 * 1024 * 1024;
const TOKENS = /[A-Za-z0-9_+/=.~-]{8,512}/g;

interface Owner {
  readonly profile: Profile;
  readonly record: TokenRecord;
}

/**
 * Where else than in its store the token of a profile is, as far as k6p put it there or only reads it: k6's files, this shell, private files
 * of shells and commands that run, files for other programs, sealed files. In words, each with the way to remove it.
 */
export async function findCopies(
  engine: Parts<"privateConfigs" | "tokenExports" | "host"> & Needs<typeof inK6Configs>,
  owner: Owner,
): Promise<readonly string[]> {
  const { record } = owner;
  return [
    ...(isKept(record) ? [] : [`the place that k6p reads it from: ${describeReference(record)}`]),
    ...(await inK6Configs(engine, record)),
    ...inShell(engine, record),
    ...inPrivateFiles(engine, owner),
    ...inExports(engine, owner),
  ];
}

async function inK6Configs(
  engine: Parts<"activations"> & Needs<typeof userK6Config | typeof readK6Config>,
  record: TokenRecord,
): Promise<readonly string[]> {
  const usual = userK6Config(engine, undefined);
  const others = engine.activations.configPaths().filter((path) => path !== usual.path);
  const found: string[] = [];
  for (const path of [usual.path, ...others]) {
    const flag = path === usual.path ? "" : ` --config ${quotedPath(path)}`;
    const state = await heldBy(engine, path, record);
    if (state === "held") found.push(`${path} (k6's own file; k6p profile clear${flag} removes it there)`);
    if (state === "unknown" && path === usual.path) found.push(`perhaps ${path}, which cannot be read`);
  }
  return found;
}

async function heldBy(
  engine: Needs<typeof userK6Config | typeof readK6Config>,
  path: string,
  record: TokenRecord,
): Promise<"held" | "free" | "unknown"> {
  try {
    const bytes = await readK6Config(engine, userK6Config(engine, path));
    const { token } = readIdentity(bytes, path).identity;
    return token !== undefined && isOf(record, token) ? "held" : "free";
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return "unknown";
  }
}

function inShell({ host }: Parts<"host">, record: TokenRecord): readonly string[] {
  const text = host.env["K6_CLOUD_TOKEN"];
  if (!text || !isOf(record, new Secret(text))) return [];
  return ["this shell, as K6_CLOUD_TOKEN (k6p env --unset prints the lines that remove it there)"];
}

function inPrivateFiles(
  { privateConfigs, host }: Parts<"privateConfigs" | "host">,
  { profile, record }: Owner,
): readonly string[] {
  return privateConfigs
    .inUse()
    .filter(({ path, marker }) => marker.profileId === profile.id && mayHold(host, path, record))
    .map(({ path, marker }) => {
      const holder = marker.owner === undefined ? "" : ` (process ${marker.owner.processId})`;
      return `${path}, until the shell or command that uses it ends${holder}`;
    });
}

/** False only for a file that can be read and has another token, or none. */
function mayHold(host: Host, path: string, record: TokenRecord): boolean {
  try {
    const bytes = host.files.read(path, LARGEST_K6_CONFIG)?.bytes;
    const { token } = readIdentity(bytes, path).identity;
    return token !== undefined && isOf(record, token);
  } catch {
    return true;
  }
}

function inExports(
  { tokenExports, host }: Parts<"tokenExports" | "host">,
  { profile, record }: Owner,
): readonly string[] {
  return tokenExports.of(profile.id).flatMap(({ kind, path }) => {
    try {
      const bytes = host.files.read(path, LARGEST_EXPORT)?.bytes;
      if (bytes === undefined) return [];
      if (kind === "sealed") return [`${path}, sealed for the team`];
      const text = Buffer.from(bytes).toString("utf8");
      return (text.match(TOKENS) ?? []).some((token) => isOf(record, new Secret(token)))
        ? [`${path} (rm ${quotedPath(path)})`]
        : [];
    } catch {
      return [`perhaps ${path}, which cannot be read`];
    }
  });
}

function isOf(record: TokenRecord, token: Secret): boolean {
  return isTokenOf(record, token) || wasTokenOf(record, token);
}
