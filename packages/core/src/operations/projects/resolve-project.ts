import type { CloudProject } from "../../cloud-api/projects.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import { nearestName } from "../../profiles/nearest-name.ts";
import { isCloudId } from "../../profiles/stack.ts";
import { projectsOf, type StackAccess } from "./list-projects.ts";

/**
 * The ID of a project that you name by its ID or its name (case does not matter). A name is looked up among the projects that are known
 * for the stack, and Grafana Cloud is asked only when it is not there: `access` gives the token then. Throws `PROJECT_NOT_FOUND` with the
 * nearest name, and what `projectsOf` and `access` throw.
 */
export async function resolveProject(
  engine: Parts<"knownProjects"> & Needs<typeof projectsOf>,
  { project, stackId, access }: ProjectQuestion,
): Promise<number> {
  const id = projectId(project);
  if (id !== undefined) return id;
  const known = stackId === undefined ? undefined : withName(engine.knownProjects.of(stackId), project);
  if (known?.length === 1 && known[0] !== undefined) return known[0].id;
  const asked = await access();
  const projects = await projectsOf(engine, asked);
  const [found, ...others] = withName(projects, project);
  if (found === undefined) throw notFound(project, projects, asked);
  if (others.length > 0) throw ambiguous(project, [found, ...others], asked);
  return found.id;
}

export interface ProjectQuestion {
  /** ID or name. */
  readonly project: string;
  readonly stackId: number | undefined;
  readonly access: () => Promise<StackAccess>;
}

/** The ID, if the text is one; undefined for a name. Throws `USAGE` for a number that is not an ID. */
export function projectId(project: string): number | undefined {
  if (!/^\d+$/.test(project.trim())) return undefined;
  const id = Number(project);
  if (isCloudId(id)) return id;
  throw new K6pError("USAGE", {
    message: `${project.trim().slice(0, 40)} is not the ID of a project: it is a whole number from 1 to 2147483647.`,
    remedy: ["Give the ID or the name of the project. List them: k6p project list"],
  });
}

function withName(projects: readonly CloudProject[], name: string): readonly CloudProject[] {
  const wanted = name.trim().toLowerCase();
  return projects.filter((project) => project.name.trim().toLowerCase() === wanted);
}

function notFound(name: string, projects: readonly CloudProject[], { profile }: StackAccess): K6pError {
  const names = projects.map((project) => project.name);
  const nearest = nearestName(name, names);
  return new K6pError("PROJECT_NOT_FOUND", {
    message: `The stack of profile ${profile.name} has no project ${JSON.stringify(name.slice(0, 80))}.${nearest === undefined ? "" : ` Did you mean ${JSON.stringify(nearest)}?`}`,
    remedy: [
      names.length === 0 ? "The token sees no projects there." : `It has: ${listOfNames(names)}`,
      `List them with their IDs: k6p project list ${profile.name}`,
    ],
    details: { profile: profile.name, project: name, ...(nearest === undefined ? {} : { nearest }) },
  });
}

function ambiguous(name: string, projects: readonly CloudProject[], { profile }: StackAccess): K6pError {
  return new K6pError("PROJECT_NOT_FOUND", {
    message: `The stack of profile ${profile.name} has ${projects.length} projects with the name ${JSON.stringify(name.slice(0, 80))}.`,
    remedy: [`Give the ID of one of them: ${projects.map(({ id }) => id).join(", ")}`],
    details: { profile: profile.name, project: name },
  });
}
