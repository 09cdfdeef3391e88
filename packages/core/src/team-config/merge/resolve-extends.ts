import type { Host } from "../../host/host.ts";
import { joinPath, pathRules } from "../../host/join-path.ts";
import type { ExtendsReference, PackageReference } from "./extends-reference.ts";
import type { RemoteExtends } from "./remote-extends.ts";
import { formatOf, PACKAGE_PLACES } from "../team-places.ts";

/** The file that extends others. */
export interface ExtendingFile {
  readonly realPath: string;
  /** Real path of the folder that it must stay in: the repository, or the package that contains it. */
  readonly folder: string;
}

export interface ResolvedExtends {
  readonly kind: "file";
  readonly path: string;
  readonly folder: string;
  /** Of a git repository. */
  readonly commit?: string;
}

export interface UnresolvedExtends {
  readonly kind: "missing" | "refused";
  readonly reason: string;
  readonly remedy: readonly string[];
}

export interface ExtendsContext {
  readonly host: Host;
  /** Real path of the team's own file. */
  readonly teamFile: string;
  readonly remote: RemoteExtends;
}

/** The file that an entry of `extends` names. Checks only names: reads and runs nothing. */
export function resolveExtends(
  context: ExtendsContext,
  reference: ExtendsReference,
  from: ExtendingFile,
): ResolvedExtends | UnresolvedExtends {
  if (reference.kind === "remote") {
    const found = context.remote.find(reference, context.teamFile);
    if (found.kind === "none") return { ...found, kind: "missing" };
    return inside(context.host, found);
  }
  if (reference.kind === "package") return resolvePackage(context.host, reference, from);
  const { dirname } = pathRules(context.host);
  const path = joinPath(context.host, dirname(from.realPath), ...reference.text.split("/"));
  return inside(context.host, { path, folder: from.folder });
}

function resolvePackage(
  host: Host,
  { name, file }: PackageReference,
  from: ExtendingFile,
): ResolvedExtends | UnresolvedExtends {
  const folder = packageFolder(host, name, from.realPath);
  if (folder === undefined) {
    return { kind: "missing", reason: `the package ${name} is not installed`, remedy: ["npm install"] };
  }
  const places = file === undefined ? PACKAGE_PLACES : [file];
  const paths = places.map((place) => joinPath(host, folder, ...place.split("/")));
  const path = paths.find((candidate) => host.files.status(candidate) !== undefined);
  if (path !== undefined) return inside(host, { path, folder });
  const reason =
    file === undefined ? `the package ${name} has no k6p.config.yaml` : `the package ${name} has no ${file}`;
  return { kind: "missing", reason, remedy: [`See what it contains: ls ${folder}`] };
}

/** The real folder of a package, found as Node does: in `node_modules` of each folder upwards. */
function packageFolder(host: Host, name: string, from: string): string | undefined {
  const { dirname, basename } = pathRules(host);
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (basename(folder) !== "node_modules") {
      const candidate = joinPath(host, folder, "node_modules", ...name.split("/"));
      if (host.files.status(candidate)?.kind === "directory") return host.files.realPath(candidate);
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/** Refuses anything but a data file inside the folder, with all symlinks resolved. */
function inside(host: Host, found: Omit<ResolvedExtends, "kind">): ResolvedExtends | UnresolvedExtends {
  const { path, folder } = found;
  if (formatOf(path) === undefined)
    return { kind: "refused", reason: "only data files can be extended: .yaml, .yml or .json", remedy: [] };
  const realPath = host.files.realPath(path);
  if (realPath === undefined) return { kind: "missing", reason: `there is no file ${path}`, remedy: [] };
  if (!isInside(host, realPath, folder))
    return {
      kind: "refused",
      reason: `${realPath} is outside ${folder}, and extends may not leave that folder`,
      remedy: [],
    };
  if (formatOf(realPath) === undefined)
    return { kind: "refused", reason: `it is a link to ${realPath}, which is not a data file`, remedy: [] };
  return { ...found, kind: "file", path: realPath };
}

export function isInside(host: Host, path: string, folder: string): boolean {
  const { relative, isAbsolute, sep } = pathRules(host);
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
