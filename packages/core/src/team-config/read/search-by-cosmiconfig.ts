import * as cosmiconfig from "cosmiconfig/dist/ExplorerSync.js";
import type { Host } from "../../host/host.ts";
import { PACKAGE_KEY, TEAM_PLACES } from "../team-places.ts";
import { readBytes } from "./read-team-file.ts";

/**
 * The class behind `cosmiconfigSync`, which the package ships without types. `cosmiconfigSync` itself first looks for settings of its own in the
 * working folder and runs a `.config/config.cjs` there; the class takes its options as they are.
 */
declare module "cosmiconfig/dist/ExplorerSync.js" {
  export class ExplorerSync {
    constructor(options: Readonly<Record<string, unknown>>);
    search(from: string): { readonly filepath: string } | null;
    getSearchPlacesForDir(folder: SearchedFolder, globalPlaces: readonly string[]): readonly string[];
    getGlobalConfigDir(): string;
  }

  export interface SearchedFolder {
    readonly path: string;
    /** Whether it is the last one, where cosmiconfig expects a user's own settings; these are never a team file. */
    readonly isGlobalConfig: boolean;
  }
}

export interface TeamSearch {
  /** The folder that is searched last. */
  readonly last: string;
  /** The only files that may be opened, by folder, in the order of `TEAM_PLACES`. */
  readonly candidates: ReadonlyMap<string, readonly string[]>;
}

/**
 * Lets cosmiconfig search for the team file, from the working folder up to `last`. It opens only candidates, and only those that
 * `readTeamFile` accepts: small regular files of a trusted owner. It returns the path of any other candidate without opening it; reading
 * that file then fails with the reason. Undefined if the candidates no longer exist.
 */
export function searchByCosmiconfig(host: Host, { last, candidates }: TeamSearch): string | undefined {
  const unsafe = new Set<string>();
  class TeamExplorer extends cosmiconfig.ExplorerSync {
    override getSearchPlacesForDir(
      folder: cosmiconfig.SearchedFolder,
      globalPlaces: readonly string[],
    ): readonly string[] {
      if (folder.isGlobalConfig) return [];
      const present = candidates.get(folder.path) ?? [];
      // Only the first one: if it is removed now, no other file of the folder takes its place.
      const first = super.getSearchPlacesForDir(folder, globalPlaces).find((place) => present.includes(place));
      if (first === undefined) return [];
      if (isSafeToRead(host, first)) return [first];
      unsafe.add(first);
      return [];
    }

    override getGlobalConfigDir(): string {
      return last;
    }
  }
  const explorer = new TeamExplorer({
    moduleName: PACKAGE_KEY,
    searchPlaces: TEAM_PLACES,
    searchStrategy: "global",
    stopDir: last,
    loaders: { default: rawText },
    transform: (result: unknown) => result,
    cache: false,
    ignoreEmptySearchPlaces: false,
    mergeImportArrays: false,
  });
  const found = explorer.search(host.workingDirectory)?.filepath;
  return [...unsafe][0] ?? found;
}

/** The text itself: nothing is parsed, so nothing in it is imported or run. cosmiconfig takes a key from a `package.json`. */
function rawText(path: string, text: string): unknown {
  return path.endsWith("package.json") ? { [PACKAGE_KEY]: text } : text;
}

function isSafeToRead(host: Host, path: string): boolean {
  try {
    return readBytes(host, path) !== undefined;
  } catch {
    return false;
  }
}
