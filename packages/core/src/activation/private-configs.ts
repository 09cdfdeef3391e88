import * as v from "valibot";
import { type Directories, ensurePrivateDirectory } from "../host/files/directories.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";

const CONFIG_NAME = "config.json";
/** A file next to every configuration that k6p makes for a shell or child; it distinguishes the copy from the user's own files. */
const MARKER_NAME = "k6p-private.json";
const LARGEST_MARKER = 16 * 1024;
const LONGEST_LIFE_ELSEWHERE_MS = 24 * 60 * 60 * 1000;

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
    const name = `k6-${Buffer.from(this.#host.randomBytes(12)).toString("hex")}`;
    const directory = joinPath(this.#host, runtime, name);
    this.#host.files.makeDirectory(directory, 0o700);
    const marker = markerFor(request, {
      owner: this.#describeOwner(request.ownerId),
      fingerprint: request.fingerprint,
    });
    const path = joinPath(this.#host, directory, CONFIG_NAME);
    try {
      this.#host.files.create(joinPath(this.#host, directory, MARKER_NAME), encode(marker), 0o600);
      this.#host.files.create(path, request.bytes, 0o600);
    } catch (error) {
      this.#host.files.removeTree(directory);
      throw error;
    }
    return { directory, path, marker };
  }

  /** Makes or refreshes the lasting copy of a profile for the shells that use it; it must not contain a token. */
  async refresh(request: PrivateConfigRequest): Promise<string> {
    const name = `${request.profileId}-${pathKey(request.base.path)}`;
    const directory = joinPath(this.#host, this.#directories.state, "shells", name);
    await this.#write(joinPath(this.#host, directory, MARKER_NAME), encode(markerFor(request, {})));
    const path = joinPath(this.#host, directory, CONFIG_NAME);
    await this.#write(path, request.bytes);
    return path;
  }

  /** Copies whose process has ended without removing them. */
  abandoned(): readonly PrivateConfig[] {
    const names = this.#host.files.list(this.#directories.runtime) ?? [];
    return names.flatMap((name) => {
      const directory = joinPath(this.#host, this.#directories.runtime, name);
      const marker = name.startsWith("k6-") ? this.#readMarker(directory) : undefined;
      if (marker?.owner === undefined || this.#mayLive(marker.owner, directory)) return [];
      return [{ directory, path: joinPath(this.#host, directory, CONFIG_NAME), marker }];
    });
  }

  /** Removes a copy with its folder. */
  remove(config: Pick<PrivateConfig, "directory">): void {
    this.#host.files.removeTree(config.directory);
  }

  /** Removes the copies of a profile that shells use. */
  forget(profileId: string): void {
    const shells = joinPath(this.#host, this.#directories.state, "shells");
    for (const name of this.#host.files.list(shells) ?? []) {
      if (name.startsWith(`${profileId}-`)) this.#host.files.removeTree(joinPath(this.#host, shells, name));
    }
  }

  #describeOwner(processId: number): v.InferOutput<typeof ownerSchema> {
    const { processes } = this.#host;
    return { processId, start: processes.startOf(processId) ?? "", bootId: processes.bootId() };
  }

  /** For another boot, or another container that shares the folder, only the age of the copy is known. */
  #mayLive(owner: v.InferOutput<typeof ownerSchema>, directory: string): boolean {
    const { processes, files, clock } = this.#host;
    if (owner.bootId === processes.bootId()) return processes.startOf(owner.processId) === owner.start;
    const age = clock.now().getTime() - (files.status(directory)?.modifiedAt.getTime() ?? 0);
    return age < LONGEST_LIFE_ELSEWHERE_MS;
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
