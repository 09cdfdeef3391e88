import { destinationOf } from "../../credentials/destination.ts";
import { keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { identityOfFile } from "../../k6-config/identity-of-file.ts";
import type { Identity } from "../../k6-config/identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { parseToken } from "../../secrets/token-format.ts";
import { type IdentityToAdopt, rescueIdentity } from "./rescue-identity.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { holdersOf } from "../active/profile-lookup.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { legacyPath, readLegacyFile } from "../active/outlook-here.ts";
import { checkFoundToken, type FoundTokenCheck } from "../login/check-found-token.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { storeToken } from "../tokens/store-token.ts";
import { explainUnreadable } from "./explain-unreadable.ts";

export interface AdoptRequest {
  readonly name?: string | undefined;
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  /** False: do not ask Grafana Cloud about the token. */
  readonly verify: boolean;
}

export interface AdoptedProfile {
  readonly profile: Profile;
  readonly file: K6ConfigLocation;
  readonly check: FoundTokenCheck;
}

/**
 * Saves the identity that `k6 cloud login` wrote to k6's configuration file: as a new profile, or as the new token of an existing one. The
 * file stays as it is, and k6 does the same with it as with the profile. Grafana Cloud is asked about the token; whatever the answer, the
 * token is saved.
 */
export async function adoptFromK6(
  engine: Parts<"host" | "ownProfiles" | "activations"> &
    Needs<typeof readFile | typeof adopt | typeof checkFoundToken | typeof holdersOf>,
  { name, config, store, verify }: AdoptRequest,
): Promise<AdoptedProfile> {
  const { file, foundIn, identity } = await readFile(engine, config);
  const { token } = identity;
  if (token === undefined) throw noToken(engine, file, name);
  const [holder] = holdersOf(engine, token);
  if (holder !== undefined) {
    throw new K6pError("PROFILE_EXISTS", {
      message: `The token in ${foundIn} already belongs to profile ${holder.name}.`,
      remedy: [
        `See the profile: k6p profile show ${holder.name}`,
        `Copy it to a new profile: k6p profile copy ${holder.name} NEW`,
      ],
      details: { profile: holder.name, file: file.path },
    });
  }
  const found = { ...identity, token };
  const check: FoundTokenCheck = verify
    ? await checkFoundToken(engine, { profile: found, token })
    : { verdict: "unverified", reason: "you passed --no-verify" };
  const verified = check.verdict === "valid";
  const profile = await adopt(engine, { identity: found, foundIn, name, store, verified });
  await engine.activations.remember(file.path, profile);
  return { profile, file, check };
}

interface FoundFile {
  readonly file: K6ConfigLocation;
  /** The file, or, where the default file is missing, the previous default file, which k6 1 reads then. */
  readonly foundIn: string;
  readonly identity: Identity;
}

async function readFile(
  engine: Needs<typeof userK6Config | typeof readK6Config | typeof readLegacyFile>,
  config: string | undefined,
): Promise<FoundFile> {
  const file = userK6Config(engine, config);
  const bytes = await readK6Config(engine, file).catch((error: unknown) => {
    throw explainUnreadable(engine, file, error);
  });
  const legacy = bytes === undefined ? await readLegacyFile(engine, file) : undefined;
  const foundIn = legacy?.path ?? file.path;
  const read = identityOfFile(legacy?.bytes ?? bytes, foundIn);
  if (read.kind === "found") return { file, foundIn, identity: read.identity };
  throw new K6pError("K6_CONFIG_UNREADABLE", {
    message: `k6 cannot use ${read.name} in ${foundIn}: ${read.reason}.`,
    remedy: [`Correct ${read.name} in ${foundIn}`],
    details: { file: foundIn },
  });
}

type FoundIdentity = Omit<IdentityToAdopt, "env" | "recorded"> & { readonly verified: boolean };

async function adopt(
  engine: Parts<"host" | "ownProfiles"> & Needs<typeof rescueIdentity | typeof renewToken>,
  found: FoundIdentity,
): Promise<Profile> {
  const known = found.name === undefined ? undefined : engine.ownProfiles.find(found.name);
  return known === undefined
    ? rescueIdentity(engine, { ...found, env: engine.host.env })
    : renewToken(engine, known, found);
}

function noToken(engine: Parts<"host">, location: K6ConfigLocation, name = "NAME"): K6pError {
  const { host } = engine;
  const { path, source } = location;
  const missing = host.files.status(path) === undefined ? `${path} does not exist` : `${path} contains no token`;
  const isInEnvironment = Boolean(host.env["K6_CLOUD_TOKEN"]);
  const old = legacyPath(engine, location);
  const hasOld = source === "default" && host.files.status(old) !== undefined;
  return new K6pError("TOKEN_MISSING", {
    message: isInEnvironment
      ? `${missing}. k6 takes its token from K6_CLOUD_TOKEN in the environment, which adopt does not read.`
      : `${missing}, so there is nothing to save.`,
    remedy: [
      ...(isInEnvironment ? [`Make a profile from the environment: k6p profile import ${name} --from env`] : []),
      ...(hasOld ? [`Save the login that k6 1 reads: k6p profile adopt --config ${quotedPath(old)}`] : []),
      ...(isInEnvironment || hasOld
        ? []
        : ["Log in with k6 first: k6 cloud login", `Or add a profile: k6p profile add ${name} --stack STACK`]),
    ],
    details: { file: path, ...(isInEnvironment ? { variables: ["K6_CLOUD_TOKEN"] } : {}) },
  });
}

/** Makes the token in the file the new token of a profile with the same stack. */
async function renewToken(
  engine: Parts<"host" | "tokens" | "notify"> & Needs<typeof chooseStore | typeof storeToken>,
  profile: Profile,
  { identity, foundIn, store, verified }: FoundIdentity,
): Promise<Profile> {
  if (identity.stackUrl !== profile.stackUrl || identity.stackId !== profile.stackId) {
    throw new K6pError("PROFILE_EXISTS", {
      message: `The token in ${foundIn} is for ${stackText(identity)}, but profile ${profile.name} is for ${stackText(profile)}. Nothing was changed.`,
      remedy: ["Save it as a new profile: k6p profile adopt NEW_NAME"],
      details: { profile: profile.name, file: foundIn },
    });
  }
  const recorded = keepingStore(engine.tokens.find(profile.id));
  const chosen = await chooseStore(engine, { explicit: store, recorded, what: `the token of profile ${profile.name}` });
  const token: Secret = parseToken(identity.token.reveal());
  await storeToken(engine, profile, {
    token,
    store: chosen,
    verified,
    destination: destinationOf(profile, engine.host.env),
  });
  const { defaultProjectId } = identity;
  if (defaultProjectId !== profile.defaultProjectId && defaultProjectId !== undefined) {
    engine.notify({
      level: "info",
      message: `k6 uses project ${defaultProjectId} from ${foundIn}; profile ${profile.name} keeps project ${profile.defaultProjectId ?? "none"}.`,
      remedy: [
        `To change the profile: k6p profile edit ${profile.name} --project ${defaultProjectId}`,
        `To change k6's file: k6p use ${profile.name} --config ${quotedPath(foundIn)}`,
      ],
    });
  }
  return profile;
}

function stackText({ stackUrl, stackId }: Pick<Profile, "stackUrl" | "stackId">): string {
  return stackUrl ?? (stackId === undefined ? "no stack" : `stack ${stackId}`);
}
