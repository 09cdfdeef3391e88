import { type CloudProject, listProjects as askForProjects } from "../../cloud-api/projects.ts";
import type { Destination } from "../../credentials/destination.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { chooseProfile } from "../select/choose-profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";

export interface ListedProjects {
  readonly profile: Profile;
  /** In the order of the API. */
  readonly projects: readonly CloudProject[];
}

/** The projects of a profile's stack. Throws what `chooseProfile`, `obtainCredentials` and `projectsOf` throw. */
export async function listProjects(
  engine: Needs<typeof chooseProfile | typeof obtainCredentials | typeof projectsOf>,
  name: string | undefined,
): Promise<ListedProjects> {
  const { profile } = await chooseProfile(engine, name);
  const { destination, identity } = await obtainCredentials(engine, profile);
  return { profile, projects: await projectsOf(engine, { profile, destination, token: identity.token }) };
}

export interface StackAccess {
  readonly profile: Pick<Profile, "name" | "stackId">;
  readonly destination: Destination;
  readonly token: Secret;
}

/**
 * Asks Grafana Cloud for the projects of a stack, and remembers them. Throws `STACK_INVALID` without a stack ID, `TOKEN_REJECTED`,
 * `CLOUD_UNREACHABLE` or `CLOUD_ANSWER`.
 */
export async function projectsOf(
  { host, version, notify, knownProjects }: Parts<"host" | "version" | "notify" | "knownProjects">,
  { profile: { name, stackId }, destination: { api }, token }: StackAccess,
): Promise<readonly CloudProject[]> {
  if (stackId === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${name} has no stack ID, so its projects cannot be listed.`,
      remedy: [`Verify the token, which also fills in the ID: k6p login ${name}`],
      details: { profile: name },
    });
  }
  const list = await askForProjects(host, {
    apiOrigin: api,
    stackId,
    token,
    userAgent: `k6p/${version}`,
    onWait: () => notify({ level: "info", message: `Waiting for ${api} to list projects (up to 15 seconds) …` }),
  });
  if (list.kind === "listed") {
    knownProjects.remember(stackId, list.projects);
    return list.projects;
  }
  const details = { profile: name, stackId, api };
  switch (list.kind) {
    case "rejected":
      throw new K6pError("TOKEN_REJECTED", {
        message: `${api} does not let the token of profile ${name} list the projects of stack ${stackId} (${list.status}: ${list.reason}).`,
        remedy: [`Check the token: k6p verify ${name}`, `Enter a new one: k6p login ${name}`],
        details: { ...details, status: list.status },
      });
    case "unreachable":
      throw new K6pError("CLOUD_UNREACHABLE", {
        message: `Cannot reach ${api} to list the projects of profile ${name} (${list.reason}).`,
        remedy: ["Check the network, and HTTPS_PROXY if there is a proxy, then try again."],
        details,
      });
    case "unexpected":
      throw new K6pError("CLOUD_ANSWER", {
        message: `The answer of ${api} is not a list of projects (${list.reason}).`,
        remedy: ["Check whether a proxy or a sign-in page answers in its place."],
        details,
      });
  }
}
