import { destinationOf } from "../../credentials/destination.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { projectsOf } from "../projects/list-projects.ts";

const NONE = "none";

/**
 * At a terminal, lets the user pick the default project of a profile that has none, if its stack has several. The profile stays as it is
 * without a terminal or a choice, and if the projects cannot be listed. Throws `CANCELLED`.
 */
export async function offerProjects(
  engine: Parts<"host" | "ask"> & Needs<typeof projectsOf>,
  profile: Profile,
  token: Secret,
): Promise<Profile> {
  if (engine.ask === undefined || profile.defaultProjectId !== undefined || profile.stackId === undefined)
    return profile;
  const projects = await listed(engine, profile, token);
  if (projects.length < 2) return profile;
  const choices = projects.map(({ id, name }) => ({ value: `${id}`, label: `${name} (${id})` }));
  const chosen = await engine.ask.choose("Which project should k6 use for scripts that set none?", [
    ...choices,
    { value: NONE, label: "None" },
  ]);
  return chosen === NONE ? profile : { ...profile, defaultProjectId: Number(chosen) };
}

async function listed(engine: Parts<"host"> & Needs<typeof projectsOf>, profile: Profile, token: Secret) {
  try {
    return await projectsOf(engine, { profile, token, destination: destinationOf(profile, engine.host.env) });
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return [];
  }
}
