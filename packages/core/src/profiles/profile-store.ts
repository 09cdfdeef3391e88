import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/files/edit-file.ts";
import { withLock } from "../host/files/lock.ts";
import { writeFailure } from "../host/files/write-failure.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { realFolder } from "../host/real-folder.ts";
import { inOrderOfNames } from "./in-order-of-names.ts";
import { nearestName } from "./nearest-name.ts";
import { formatProfileFile, parseProfileFile } from "./profile-file.ts";
import { isProfileName, parseProfileName, sameProfileName } from "./profile-name.ts";
import type { Profile } from "./profile.ts";

const LARGEST_FILE = 256 * 1024;
const EXTENSION = ".json";

export interface ProfileStoreContext {
  readonly host: Host;
  /** Folder that holds `profiles/`. */
  readonly configDirectory: string;
  readonly lockDirectory: string;
}

/** A profile whose file cannot be read, as `list` shows it. */
export interface UnreadableProfile {
  readonly name: string;
  readonly path: string;
  readonly problem: K6pError;
}

export interface ProfileListing {
  /** Sorted by name. */
  readonly profiles: readonly Profile[];
  readonly unreadable: readonly UnreadableProfile[];
}

/** The user's profiles: one file each under `profiles/`. */
export class ProfileStore {
  readonly #context: ProfileStoreContext;
  readonly directory: string;

  constructor(context: ProfileStoreContext) {
    this.#context = context;
    this.directory = joinPath(context.host, context.configDirectory, "profiles");
  }

  pathOf(name: string): string {
    return joinPath(this.#context.host, this.directory, `${name}${EXTENSION}`);
  }

  /** Names of all profiles, sorted, without reading their files. */
  names(): readonly string[] {
    const files = this.#context.host.files.list(this.directory) ?? [];
    const names = files.filter((file) => file.endsWith(EXTENSION)).map((file) => file.slice(0, -EXTENSION.length));
    return inOrderOfNames(names.filter(isProfileName), (name) => name);
  }

  /** The profile of that name, case ignored; undefined when there is none. Throws when its file cannot be used. */
  find(name: string): Profile | undefined {
    const direct = this.#read(name);
    if (direct !== undefined) return direct;
    const actual = this.names().find((candidate) => sameProfileName(candidate, name));
    return actual === undefined ? undefined : this.#read(actual);
  }

  /** Like `find`, but a miss throws `PROFILE_NOT_FOUND` with the nearest name. */
  get(name: string): Profile {
    const profile = isProfileName(name) ? this.find(name) : undefined;
    if (profile !== undefined) return profile;
    const names = this.names();
    const nearest = nearestName(name, names);
    throw new K6pError("PROFILE_NOT_FOUND", {
      message: `There is no profile ${JSON.stringify(name.slice(0, 80))}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
      remedy:
        names.length === 0 ? [`Add one: k6p profile add NAME --stack STACK`] : ["See all of them: k6p profile list"],
      details: { profile: name, ...(nearest === undefined ? {} : { nearest }) },
    });
  }

  /** The profile with that id, which is looked for first under a name that it had, so that the others need not be read. */
  withId(id: string, lastName?: string): Profile | undefined {
    const named = lastName !== undefined && isProfileName(lastName) ? this.find(lastName) : undefined;
    return named?.id === id ? named : this.list().profiles.find((profile) => profile.id === id);
  }

  list(): ProfileListing {
    const profiles: Profile[] = [];
    const unreadable: UnreadableProfile[] = [];
    for (const name of this.names()) {
      try {
        const profile = this.#read(name);
        if (profile !== undefined) profiles.push(profile);
      } catch (error) {
        if (!(error instanceof K6pError)) throw error;
        unreadable.push({ name, path: this.pathOf(name), problem: error });
      }
    }
    return { profiles, unreadable };
  }

  /** Throws `PROFILE_EXISTS` when the name is taken, whatever its case. */
  requireFree(name: string): void {
    parseProfileName(name);
    const taken = this.names().find((candidate) => sameProfileName(candidate, name));
    if (taken === undefined) return;
    throw new K6pError("PROFILE_EXISTS", {
      message: `Profile ${taken} already exists (${this.pathOf(taken)}).`,
      remedy: [
        `Give it a new token: k6p login ${taken}`,
        `Change it: k6p profile edit ${taken}`,
        "Or choose another name.",
      ],
      details: { profile: taken, file: this.pathOf(taken) },
    });
  }

  /** Stores a new profile; of two processes that add the same name at once, one gets `PROFILE_EXISTS`. */
  async create(profile: Profile): Promise<void> {
    this.requireFree(profile.name);
    await this.#edit(profile.name, (previous) => {
      if (previous !== undefined) this.requireFree(profile.name);
      return formatProfileFile(profile);
    });
  }

  /** Changes a profile's settings, keeping what k6p does not know in its file. Throws `PROFILE_NOT_FOUND` when it was removed. */
  async update(name: string, change: (profile: Profile) => Profile): Promise<Profile> {
    let changed: Profile | undefined;
    await this.#edit(name, (previous) => {
      if (previous === undefined) return undefined;
      changed = change(parseProfileFile(previous, { name, path: this.pathOf(name) }));
      return formatProfileFile(changed, previous);
    });
    return changed ?? this.get(name);
  }

  /** Renames a profile; it keeps its ID, and therefore its token. Throws `FILE_*`; it then has its previous name or its new one. */
  async rename(from: string, to: string): Promise<void> {
    parseProfileName(to);
    const { host, lockDirectory } = this.#context;
    const path = joinPath(host, realFolder({ host }, this.directory), `${to}${EXTENSION}`);
    // Every process that adds a profile holds the lock of its file, so the file system's own rename replaces none.
    await withLock(host, { lockDirectory, path }, () => {
      if (!sameProfileName(from, to)) this.requireFree(to);
      this.#move(from, to);
    });
  }

  #move(from: string, to: string): void {
    const { files } = this.#context.host;
    try {
      if (files.linkStatus(this.pathOf(from)) === undefined) this.get(from);
      files.rename(this.pathOf(from), this.pathOf(to));
      files.syncDirectory(this.directory);
    } catch (error) {
      throw writeFailure(error, this.pathOf(to));
    }
  }

  /** Throws `FILE_WRITE_FAILED`. */
  remove(name: string): void {
    const { files } = this.#context.host;
    try {
      if (files.remove(this.pathOf(name))) files.syncDirectory(this.directory);
    } catch (error) {
      throw writeFailure(error, this.pathOf(name));
    }
  }

  #read(name: string): Profile | undefined {
    const path = this.pathOf(name);
    const snapshot = this.#context.host.files.read(path, LARGEST_FILE);
    return snapshot === undefined
      ? undefined
      : parseProfileFile(Buffer.from(snapshot.bytes).toString("utf8"), { name, path });
  }

  async #edit(name: string, edit: (previous: string | undefined) => string | undefined): Promise<void> {
    const { host, lockDirectory } = this.#context;
    await editFile(host, {
      path: this.pathOf(name),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: (current) => {
        const text = edit(current === undefined ? undefined : Buffer.from(current.bytes).toString("utf8"));
        return text === undefined ? undefined : Buffer.from(text);
      },
    });
  }
}
