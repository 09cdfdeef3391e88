import type { Candidate } from "../../completions/completion-answer.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { sanitizeText } from "../../errors/sanitize-text.ts";
import { inOrderOfNames } from "../../profiles/in-order-of-names.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Parts } from "../../engine/engine.ts";

/** What kind of names to complete. */
export type CandidateKind = "profile" | "tag" | "store";

export interface CandidateRequest {
  readonly kind: CandidateKind;
  /** Only names that start with it, ignoring case. */
  readonly prefix: string;
  /** Whether to include descriptions, which means reading a file for each profile. */
  readonly describe: boolean;
}

const MOST_DESCRIBED = 200;
const LONGEST_DESCRIPTION = 80;

/**
 * The completions a shell can offer for a value. Opens no secret store, starts no process, writes nothing and takes no lock; skips
 * files it cannot read.
 */
export async function listCandidates(
  engine: Parts<"ownProfiles" | "profiles" | "stores">,
  { kind, prefix, describe }: CandidateRequest,
): Promise<readonly Candidate[]> {
  const fits = (value: string): boolean => value.toLowerCase().startsWith(prefix.toLowerCase());
  switch (kind) {
    case "profile": {
      const ofTeam = await teamProfiles(engine);
      const names = inOrderOfNames([...engine.ownProfiles.names(), ...ofTeam.keys()].filter(fits), (name) => name);
      return describe && names.length <= MOST_DESCRIBED
        ? names.map((value) => ({
            value,
            description: descriptionOf(ofTeam.get(value) ?? readProfile(engine, value)),
          }))
        : names.map((value) => ({ value }));
    }
    case "tag": {
      const ofTeam = [...(await teamProfiles(engine)).values()];
      const tags = [...engine.ownProfiles.list().profiles, ...ofTeam].flatMap((profile) => profile.tags);
      return [...new Set(tags.filter(fits))].toSorted().map((value) => ({ value }));
    }
    case "store":
      return [...engine.stores.values()]
        .filter(({ id }) => fits(id))
        .map(({ id, title }) => ({ value: id, description: title }));
  }
}

/** The team's profiles by their name here. Only their names are used, so they need no trust. */
async function teamProfiles(engine: Parts<"profiles">): Promise<ReadonlyMap<string, Profile>> {
  try {
    const team = await engine.profiles.team();
    return new Map(
      team === undefined ? [] : engine.profiles.teamProfiles(team).map(({ profile }) => [profile.name, profile]),
    );
  } catch (error) {
    if (error instanceof K6pError) return new Map();
    throw error;
  }
}

function readProfile(engine: Parts<"ownProfiles">, name: string): Profile | undefined {
  try {
    return engine.ownProfiles.find(name);
  } catch (error) {
    if (error instanceof K6pError) return undefined;
    throw error;
  }
}

function descriptionOf(profile: Profile | undefined): string | undefined {
  if (profile === undefined) return undefined;
  const { stackUrl, description } = profile;
  const stack = stackUrl === undefined ? undefined : URL.parse(stackUrl)?.host;
  const parts = [stack, profile.protected ? "protected" : undefined, description];
  const text = parts.filter((part) => part !== undefined).join(", ");
  return text === "" ? undefined : sanitizeText(text, LONGEST_DESCRIPTION);
}
