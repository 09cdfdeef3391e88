import { destinationOf } from "../../credentials/destination.ts";
import { keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Identity } from "../../k6-config/identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import { parseToken } from "../../secrets/token-format.ts";
import { rescueIdentity, type IdentityToAdopt } from "./rescue-identity.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { holdersOf } from "../active/profile-lookup.ts";
import { readLegacyFile } from "../active/outlook-here.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface AdoptRequest {
  readonly name?: string | undefined;
  readonly config?: string | undefined;
  readonly store?: string | undefined;
}

export interface AdoptedProfile {
  readonly profile: Profile;
  readonly file: K6ConfigLocation;
}

/** Saves the identity that `k6 cloud login` wrote to k6's configuration file: as a new profile, or as the new token of an existing one. */
export async function adoptFromK6(
  engine: Parts<"host" | "ownProfiles" | "activations"> &
    Needs<typeof renewToken | typeof holdersOf | typeof userK6Config>,
  { name, config, store }: AdoptRequest,
): Promise<AdoptedProfile> {
  const file = userK6Config(engine, config);
  const found = await identityFor(engine, file);
  const { token } = found.identity;
  if (token === undefined) {
    throw new K6pError("TOKEN_MISSING", {
      message: `${found.path} contains no token to save.`,
      remedy: ["Log in with k6 first: k6 cloud login", "Or add a profile: k6p profile add NAME --stack STACK"],
      details: { file: file.path },
    });
  }
  const [holder] = holdersOf(engine, token);
  if (holder !== undefined) {
    throw new K6pError("PROFILE_EXISTS", {
      message: `The token in ${found.path} already belongs to profile ${holder.name}.`,
      remedy: [
        `See the profile: k6p profile show ${holder.name}`,
        `Copy it to a new profile: k6p profile copy ${holder.name} NEW`,
      ],
      details: { profile: holder.name, file: file.path },
    });
  }
  const known = name === undefined ? undefined : engine.ownProfiles.find(name);
  const foundIn = found.path;
  const identity = { ...found.identity, token };
  const profile =
    known === undefined
      ? await rescueIdentity(engine, { identity, foundIn, name, store, env: engine.host.env })
      : await renewToken(engine, known, { identity, foundIn, store });
  await engine.activations.remember(file.path, profile);
  return { profile, file };
}

/** The identity in the file, or, where the default file is missing, in the previous default file that k6 1 reads then. */
async function identityFor(
  engine: Parts<"host">,
  file: K6ConfigLocation,
): Promise<{ readonly identity: Identity; readonly path: string }> {
  const bytes = await readK6Config(engine, file);
  const legacy = bytes === undefined ? await readLegacyFile(engine, file) : undefined;
  const path = legacy?.path ?? file.path;
  return { identity: readIdentity(legacy?.bytes ?? bytes, path).identity, path };
}

/** Makes the token in the file the new token of a profile with the same stack. */
async function renewToken(
  engine: Parts<"host" | "tokens"> & Needs<typeof chooseStore | typeof storeToken>,
  profile: Profile,
  { identity, foundIn, store }: Omit<IdentityToAdopt, "env">,
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
  const token = parseToken(identity.token.reveal());
  await storeToken(engine, profile, {
    token,
    store: chosen,
    verified: false,
    destination: destinationOf(profile, engine.host.env),
  });
  return profile;
}

function stackText({ stackUrl, stackId }: Pick<Profile, "stackUrl" | "stackId">): string {
  return stackUrl ?? (stackId === undefined ? "no stack" : `stack ${stackId}`);
}
