import type { Needs } from "../../engine/engine.ts";
import type { Profile } from "../../profiles/profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { resolveProject } from "./resolve-project.ts";

/**
 * The ID of a project of a profile's stack, from its ID or name. Reads the profile's token only when a name has to be looked up with
 * Grafana Cloud. Undefined for undefined. Throws what `resolveProject` and `obtainCredentials` throw.
 */
export async function projectOfProfile(
  engine: Needs<typeof resolveProject | typeof obtainCredentials>,
  profile: Profile,
  project: number | string | undefined,
): Promise<number | undefined> {
  if (project === undefined) return undefined;
  return resolveProject(engine, {
    project: String(project),
    stackId: profile.stackId,
    async access() {
      const { destination, identity } = await obtainCredentials(engine, profile);
      return { profile, destination, token: identity.token };
    },
  });
}
