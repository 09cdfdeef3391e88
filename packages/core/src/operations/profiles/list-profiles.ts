import type { UnreadableProfile } from "../../profiles/profile-store.ts";
import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { activeProfileId } from "../active/find-active-profile.ts";
import { warnShadowed } from "./warn-shadowed.ts";

export interface ListedProfile extends ProfileDescription {
  readonly active: boolean;
}

export interface ListedProfiles {
  /** Sorted by name. */
  readonly profiles: readonly ListedProfile[];
  readonly unreadable: readonly UnreadableProfile[];
}

/** All profiles, the user's own and the team's, with the active one marked. Opens no secret store; an unreadable file does not hide the others. */
export async function listProfiles(
  engine: Parts<"profiles" | "notify"> & Needs<typeof activeProfileId | typeof describeProfile>,
  filter: { readonly tag?: string | undefined },
): Promise<ListedProfiles> {
  const { profiles, unreadable } = await engine.profiles.list();
  await warnShadowed(engine);
  warnOfSharedIds(engine, profiles);
  const wanted = profiles.filter(({ tags }) => filter.tag === undefined || tags.includes(filter.tag));
  const activeId = await activeProfileId(engine, ({ message, remedy }) =>
    engine.notify({ level: "warning", message: `Cannot tell which profile is active: ${message}`, remedy }),
  );
  return {
    unreadable,
    profiles: wanted.map((profile) => ({ ...describeProfile(engine, profile), active: profile.id === activeId })),
  };
}

/** A file copied by hand has the id of the original, and so shares its token. */
function warnOfSharedIds(
  engine: Parts<"ownProfiles" | "notify">,
  profiles: readonly { readonly id: string; readonly name: string }[],
): void {
  const nameOf = new Map<string, string>();
  for (const { id, name } of profiles) {
    const other = nameOf.get(id);
    if (other === undefined) nameOf.set(id, name);
    else {
      engine.notify({
        level: "warning",
        message: `Profiles ${other} and ${name} share one token: one file is a copy of the other, with the same id.`,
        remedy: [
          `Delete one of the files ${engine.ownProfiles.pathOf(other)} and ${engine.ownProfiles.pathOf(name)}, then copy the other: k6p profile copy NAME NEW`,
        ],
      });
    }
  }
}
