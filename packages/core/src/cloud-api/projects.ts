import { sanitizeText } from "../errors/sanitize-text.ts";
import { isRecord } from "./is-record.ts";
import type { CloudFailure } from "./judge-answer.ts";
import { type CloudCall, type CloudHost, type GetFromCloud, withCloudApi } from "./request.ts";

const PAGE_SIZE = 1_000;
const MOST_PAGES = 20;
const MAX_BYTES = 4 * 1024 * 1024;

export interface CloudProject {
  readonly id: number;
  /** Can be shown as it is. */
  readonly name: string;
  readonly isDefault: boolean;
}

export type ProjectList = { readonly kind: "listed"; readonly projects: readonly CloudProject[] } | CloudFailure;

/** All projects of a stack, in the API's order. Throws `HOST_INVALID`. */
export async function listProjects(
  host: CloudHost,
  call: CloudCall & { readonly stackId: number },
): Promise<ProjectList> {
  return withCloudApi(host, call, (get) => listFrom(0, get, String(call.stackId)));
}

/** The projects of a page and all that follow. Links are not followed: they could send the token elsewhere. */
async function listFrom(page: number, get: GetFromCloud, stackId: string): Promise<ProjectList> {
  if (page === MOST_PAGES) return unexpected(`its list of projects does not end after ${MOST_PAGES} pages`);
  const answer = await get({
    path: `/cloud/v6/projects?$skip=${page * PAGE_SIZE}&$top=${PAGE_SIZE}`,
    headers: { "X-Stack-Id": stackId },
    maxBytes: MAX_BYTES,
  });
  if (answer.kind !== "answered") return answer;
  const list = readPage(answer.body);
  if (list === undefined) return unexpected("it sent an unreadable list of projects");
  if (!list.hasNext) return { kind: "listed", projects: list.projects };
  const rest = await listFrom(page + 1, get, stackId);
  return rest.kind === "listed" ? { kind: "listed", projects: [...list.projects, ...rest.projects] } : rest;
}

function readPage(body: unknown): { projects: readonly CloudProject[]; hasNext: boolean } | undefined {
  if (!isRecord(body) || !Array.isArray(body["value"])) return undefined;
  const projects = body["value"].map(readProject).filter((project) => project !== undefined);
  if (projects.length !== body["value"].length) return undefined;
  return { projects, hasNext: typeof body["@nextLink"] === "string" };
}

function readProject(value: unknown): CloudProject | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, is_default: isDefault } = value;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1 || typeof name !== "string") return undefined;
  return { id, name: sanitizeText(name), isDefault: isDefault === true };
}

function unexpected(reason: string): ProjectList {
  return { kind: "unexpected", reason };
}
