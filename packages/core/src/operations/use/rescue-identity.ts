import { destinationOf } from "../../credentials/destination.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import type { Identity } from "../../k6-config/identity.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import type { Profile } from "../../profiles/profile.ts";
import { isCloudId } from "../../profiles/stack.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { SecretStoreId } from "../../secrets/secret-store.ts";
import { LONGEST_TOKEN, parseToken } from "../../secrets/token-format.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { freeName } from "./free-name.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface IdentityToAdopt {
  readonly identity: Identity & { readonly token: Secret };
  /** Path of the file it was found in, for messages. */
  readonly foundIn: string;
  /** Name of the new profile; it is named after its stack if absent. */
  readonly name?: string | undefined;
  readonly store?: string | undefined;
  /** The store that the current profile uses, taken if no other store is ready. */
  readonly recorded?: SecretStoreId | undefined;
  /** What its token is bound to the destination in. */
  readonly env: Environment;
  /** Whether Grafana Cloud has just accepted the token for the stack. */
  readonly verified?: boolean | undefined;
}

/**
 * Saves an identity that `k6 cloud login` wrote as a new profile, so its token cannot be lost. Throws `STORE_*` if no
 * store accepts it, and `TOKEN_INVALID` if it is longer than any token.
 */
export async function rescueIdentity(
  engine: Parts<"ownProfiles"> & Needs<typeof pickAdoptingStore | typeof storeToken>,
  request: IdentityToAdopt,
): Promise<Profile> {
  const { identity } = request;
  const name = request.name ?? freeName(engine, identity);
  engine.ownProfiles.requireFree(name);
  const token = tokenToKeep(identity.token);
  const profile = profileFor(engine, name, identity);
  const store = await pickAdoptingStore(engine, request, name);
  await storeToken(engine, profile, {
    token,
    store,
    verified: request.verified === true,
    destination: destinationOf(profile, request.env),
    makeProfile: () => engine.ownProfiles.create(profile),
  });
  return profile;
}

/** Keeps a text that is not a token as well: k6 has it, and the user may need it. It must only fit into a store. */
function tokenToKeep(text: Secret): Secret {
  try {
    return parseToken(text.reveal());
  } catch (error) {
    if (text.reveal() === "" || text.reveal().length > LONGEST_TOKEN) throw error;
    return text;
  }
}

async function pickAdoptingStore(
  engine: Needs<typeof chooseStore>,
  { store, recorded, foundIn }: IdentityToAdopt,
  name: string,
) {
  try {
    return await chooseStore(engine, { explicit: store, recorded, what: `the token of profile ${name}` });
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    throw new K6pError(error.code, {
      message: `${foundIn} contains a token that no profile has, and k6p could not save it: ${error.message} Nothing was changed.`,
      remedy: error.remedy,
      details: error.details,
      cause: error,
    });
  }
}

function profileFor(engine: Parts<"host">, name: string, identity: Identity): Profile {
  const { stackUrl, stackId, defaultProjectId, host, hostv6 } = identity;
  return {
    name,
    id: newProfileId(engine.host),
    createdAt: engine.host.clock.now().toISOString(),
    stackUrl: stackUrl !== undefined && URL.canParse(stackUrl) ? stackUrl : undefined,
    stackId: stackId !== undefined && isCloudId(stackId) ? stackId : undefined,
    defaultProjectId: defaultProjectId !== undefined && isCloudId(defaultProjectId) ? defaultProjectId : undefined,
    tokenKind: "personal",
    host,
    hostv6,
    tags: [],
    protected: false,
  };
}
