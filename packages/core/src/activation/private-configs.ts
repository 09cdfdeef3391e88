import * as v from "valibot";
import { type Directories, ensurePrivateDirectory } from "../host/files/directories.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";
import { identifyProcess, type ProcessIdentity, processLives } from "../host/process-identity.ts";

const CONFIG_NAME = "config.json";
/** A file next to every configuration that k6p makes for a shell or child; it distinguishes the copy from the user's own files. */
const MARKER_NAME = "k6p-private.json";
const LARGEST_MARKER = 16 * 1024;
const LONGEST_LIFE_ELSEWHERE_MS = 24 * 60 * 60 * 1000;
/** Making a copy takes a hundredth of this. */
const LONGEST_CREATION_MS = 60_000;
/** The last part is the process that made the folder, which shows whether a folder without a marker is abandoned. */
const FOLDER = /^k6-[0-9a-f]{24}(?:-(?<creator>[1-9]\d*))?$/;

const ownerSchema = v.object({ processId: v.number(), start: v.string(), bootId: v.string() });

const markerSchema = v.object({
  profileId: v.string(),
  base: v.string(),
  baseIsNamed: v.boolean(),
  owner: v.optional(ownerSchema),
  fingerprint: v.optional(v.string()),
});

/** What k6p records about a private copy of k6's configuration. */
export type PrivateConfigMarker = v.InferOutput<typeof markerSchema>;

export interface PrivateConfigRequest {
  readonly bytes: Uint8Array;
  readonly profileId: string;
  /** The user's own file that the copy was made from. */
  readonly base: { readonly path: string; readonly isNamed: boolean };
}

export interface PrivateConfig {
  readonly directory: string;
  readonly path: string;
  readonly marker: PrivateConfigMarker;
}

/** A copy that no living process uses. Its marker is undefined when the process was killed while it made the copy. */
export type AbandonedConfig = Omit<PrivateConfig, "marker"> & { readonly marker: PrivateConfigMarker | undefined };

/** Private copies of k6's configuration, each with the identity of one profile for one shell or child. */
export class PrivateConfigs {
  readonly #host: Host;
  readonly #directories: Directories;
  readonly #lockDirectory: string;

  constructor(context: { readonly host: Host; readonly directories: Directories; readonly lockDirectory: string }) {
    this.#host = context.host;
    this.#directories = context.directories;
    this.#lockDirectory = context.lockDirectory;
  }

  /** The marker of the copy at `path`; undefined when k6p did not make the file there. */
  markerOf(path: string): PrivateConfigMarker | undefined {
    const { resolve, dirname, basename } = pathRules(this.#host);
    const absolute = resolve(this.#host.workingDirectory, path);
    return basename(absolute) === CONFIG_NAME ? this.#readMarker(dirname(absolute)) : undefined;
  }

  /**
   * Makes a 0600 copy in the runtime folder that belongs to a living process. `fingerprint` is the token's, salted with the id of
   * the profile: by it a token that appeared later is noticed.
   */
  create(
    request: PrivateConfigRequest & { readonly ownerId: number; readonly fingerprint: string | undefined },
  ): PrivateConfig {
    const { runtime } = this.#directories;
    ensurePrivateDirectory(this.#host, runtime);
    const name = `k6-${Buffer.from(this.#host.randomBytes(12)).toString("hex")}-${this.#host.processId}`;
    const directory = joinPath(this.#host, runtime, name);
    this.#host.files.makeDirectory(directory, 0o700);
    const marker = markerFor(request, {
      owner: identifyProcess(this.#host, request.ownerId),
      fingerprint: request.fingerprint,
    });
    const path = joinPath(this.#host, directory, CONFIG_NAME);
    try {
      this.#host.files.create(joinPath(this.#host, directory, MARKER_NAME), encode(marker), 0o600);
      // Whole or not there: only k6 itself can leave half of it.
      const unfinished = `${path}.new`;
      this.#host.files.create(unfinished, request.bytes, 0o600);
      this.#host.files.rename(unfinished, path);
    } catch (error) {
      this.#discard(directory);
      throw error;
    }
    return { directory, path, marker };
  }

  /** Makes or refreshes the lasting copy of a profile for the shells that use it; it must not contain a token. */
  async refresh(request: PrivateConfigRequest): Promise<string> {
    const name = `${request.profileId}-${pathKey(request.base.path)}`;
    const directory = joinPath(this.#host, this.#directories.state, "shells", name);
    ensurePrivateDirectory(this.#host, directory);
    await this.#write(joinPath(this.#host, directory, MARKER_NAME), encode(markerFor(request, {})));
    const path = joinPath(this.#host, directory, CONFIG_NAME);
    await this.#write(path, request.bytes);
    return path;
  }

  /** Copies whose process has ended without removing them. */
  abandoned(): readonly AbandonedConfig[] {
    return this.#all().filter((config) =>
      this.#isWhole(config)
        ? !this.#mayLive(config.marker?.owner, config.directory)
        : !this.#isBeingMade(config.directory, config.creator),
    );
  }

  /** Copies that living shells and children use. */
  inUse(): readonly PrivateConfig[] {
    return this.#all().flatMap(({ directory, path, marker }) =>
      marker !== undefined && this.#mayLive(marker.owner, directory) ? [{ directory, path, marker }] : [],
    );
  }

  /**
   * Removes a copy with its folder, the marker last, so that what is left by a kill is still known. Throws the system's error when
   * something stays.
   */
  remove({ directory }: Pick<PrivateConfig, "directory">): void {
    const { files } = this.#host;
    for (const name of files.list(directory) ?? [])
      if (name !== MARKER_NAME) files.removeTree(joinPath(this.#host, directory, name));
    files.removeTree(directory);
  }

  /** Removes the copies of a profile that shells use. */
  forget(profileId: string): void {
    const shells = joinPath(this.#host, this.#directories.state, "shells");
    for (const name of this.#host.files.list(shells) ?? []) {
      if (name.startsWith(`${profileId}-`)) this.#host.files.removeTree(joinPath(this.#host, shells, name));
    }
  }

  #all(): readonly (AbandonedConfig & { readonly creator: number | undefined })[] {
    const { runtime } = this.#directories;
    return (this.#host.files.list(runtime) ?? []).flatMap((name) => {
      const match = FOLDER.exec(name);
      if (match === null) return [];
      const directory = joinPath(this.#host, runtime, name);
      const creator = match.groups?.["creator"];
      return [
        {
          directory,
          path: joinPath(this.#host, directory, CONFIG_NAME),
          marker: this.#readMarker(directory),
          creator: creator === undefined ? undefined : Number(creator),
        },
      ];
    });
  }

  #isWhole({ marker, path }: AbandonedConfig): boolean {
    return marker !== undefined && this.#host.files.linkStatus(path) !== undefined;
  }

  #isBeingMade(directory: string, creator: number | undefined): boolean {
    if (creator !== undefined && this.#host.processes.startOf(creator) === undefined) return false;
    return this.#ageOf(directory) < LONGEST_CREATION_MS;
  }

  #ageOf(directory: string): number {
    return this.#host.clock.now().getTime() - (this.#host.files.status(directory)?.modifiedAt.getTime() ?? 0);
  }

  /** A copy that could not be made. What stays of it is found as abandoned. */
  #discard(directory: string): void {
    try {
      this.remove({ directory });
    } catch {
      // The error that kept it from being made counts more.
    }
  }

  /** For another boot, or another container that shares the folder, only the age of the copy is known. */
  #mayLive(owner: ProcessIdentity | undefined, directory: string): boolean {
    if (owner === undefined) return true;
    return processLives(this.#host, owner) ?? this.#ageOf(directory) < LONGEST_LIFE_ELSEWHERE_MS;
  }

  #readMarker(directory: string): PrivateConfigMarker | undefined {
    const snapshot = this.#host.files.read(joinPath(this.#host, directory, MARKER_NAME), LARGEST_MARKER);
    if (snapshot === undefined) return undefined;
    try {
      const result = v.safeParse(markerSchema, JSON.parse(Buffer.from(snapshot.bytes).toString("utf8")));
      return result.success ? result.output : undefined;
    } catch {
      return undefined;
    }
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    await editFile(this.#host, {
      path,
      lockDirectory: this.#lockDirectory,
      maxBytes: Math.max(bytes.length, 64 * 1024 * 1024),
      createParents: 0o700,
      edit: () => bytes,
    });
  }
}

function markerFor(request: PrivateConfigRequest, rest: Partial<PrivateConfigMarker>): PrivateConfigMarker {
  const { profileId, base } = request;
  return { profileId, base: base.path, baseIsNamed: base.isNamed, ...rest };
}

function encode(marker: PrivateConfigMarker): Uint8Array {
  return Buffer.from(`${JSON.stringify(marker, null, 2)}\n`);
}
