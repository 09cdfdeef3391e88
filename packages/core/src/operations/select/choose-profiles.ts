import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { chooseProfile } from "./choose-profile.ts";
import type { Profile } from "../../profiles/profile.ts";

/** Several profiles, as you name them. */
export interface ProfileSelection {
  /** Names, lists such as `prod,staging`, and patterns with `*` and `?` such as `team-*`. */
  readonly names: readonly string[];
  readonly tag?: string | undefined;
  readonly all?: boolean | undefined;
}

/**
 * The profiles of a selection, each once: in the order they were named, those of a pattern, a tag or `all` sorted by name. Throws
 * `PROFILE_NOT_FOUND` for a name or pattern that matches nothing, `PROFILE_NOT_CHOSEN` when nothing is selected, and `USAGE` when names
 * and a tag or `all` are mixed.
 */
export async function chooseProfiles(
  { profiles }: Parts<"profiles">,
  { names, tag, all }: ProfileSelection,
): Promise<readonly Profile[]> {
  const wanted = names.flatMap((name) => name.split(",")).filter((name) => name !== "");
  if (wanted.length > 0 && (tag !== undefined || all === true)) throw mixed();
  if (wanted.length === 0 && tag === undefined && all !== true) throw nothingChosen();
  const found =
    wanted.length > 0
      ? (await Promise.all(wanted.map((name) => matches({ profiles }, name)))).flat()
      : (await profiles.list()).profiles.filter(({ tags }) => tag === undefined || tags.includes(tag));
  if (found.length === 0) throw nothingFound(tag);
  return [...new Map(found.map((profile) => [profile.id, profile])).values()];
}

/** Like `chooseProfiles`; an empty selection is the profile that `chooseProfile` chooses. */
export async function chooseProfilesHere(
  engine: Needs<typeof chooseProfiles | typeof chooseProfile>,
  selection: ProfileSelection,
): Promise<readonly Profile[]> {
  const { names, tag, all } = selection;
  const isEmpty = names.length === 0 && tag === undefined && all !== true;
  return isEmpty ? [(await chooseProfile(engine, undefined)).profile] : chooseProfiles(engine, selection);
}

async function matches({ profiles }: Parts<"profiles">, name: string): Promise<readonly Profile[]> {
  if (!/[*?]/.test(name)) return [await profiles.get(name)];
  const pattern = patternOf(name);
  const found = (await profiles.list()).profiles.filter((profile) => pattern.test(profile.name));
  if (found.length > 0) return found;
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `No profile matches ${JSON.stringify(name.slice(0, 80))}.`,
    remedy: ["List your profiles: k6p profile list"],
    details: { profile: name },
  });
}

/** Names are compared without case, as everywhere. */
function patternOf(name: string): RegExp {
  const source = name
    .replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i");
}

function mixed(): K6pError {
  return new K6pError("USAGE", {
    message: "Names cannot be combined with --tag or --all.",
    remedy: ["Name the profiles, or pass --tag TAG, or pass --all."],
  });
}

function nothingChosen(): K6pError {
  return new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile given.",
    remedy: ["Name one or more profiles, or pass --tag TAG or --all.", "List your profiles: k6p profile list"],
  });
}

function nothingFound(tag: string | undefined): K6pError {
  return new K6pError("PROFILE_NOT_FOUND", {
    message:
      tag === undefined ? "There are no profiles." : `No profile has the tag ${JSON.stringify(tag.slice(0, 80))}.`,
    remedy: tag === undefined ? ["Add one: k6p login NAME --stack STACK"] : ["List your profiles: k6p profile list"],
  });
}
