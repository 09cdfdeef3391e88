import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { FileStatus, Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { quotedPath } from "../host/posix-quote.ts";
import { readFailure } from "../host/files/read-failure.ts";
import { refuseLinks } from "../host/files/refuse-links.ts";

const LARGEST_FILE = 256 * 1024;
const EXTENSION = ".age";
/** git neither merges nor diffs such a file: to resolve a conflict, take one side. */
const ATTRIBUTES = "*.age binary\n";

export interface SealedFolderContext {
  readonly host: Host;
  /** Folder of the team file. */
  readonly teamFolder: string;
  readonly lockDirectory: string;
  /** Throws for a file that another user of this machine could have put there. */
  readonly refuseUnsafe: (found: {
    readonly path: string;
    readonly realPath: string;
    readonly status: FileStatus;
  }) => void;
}

/**
 * The sealed tokens of a team: one file per profile, next to the team file, so changes to different profiles never conflict in a merge.
 * Its content comes from the repository and is not trusted: symbolic links are refused. Every method throws `FILE_UNSAFE` or `FILE_READ_FAILED`.
 */
export class SealedFolder {
  readonly #context: SealedFolderContext;
  readonly path: string;

  constructor(context: SealedFolderContext) {
    this.#context = context;
    this.path = joinPath(context.host, context.teamFolder, ".k6p", "sealed");
  }

  pathOf(profile: string): string {
    return joinPath(this.#context.host, this.path, `${profile}${EXTENSION}`);
  }

  /** Names of the profiles that have a sealed token, sorted. */
  names(): readonly string[] {
    this.#refuseLinks();
    return this.#list()
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => name.slice(0, -EXTENSION.length))
      .toSorted();
  }

  /** Undefined when the profile has no sealed token. */
  read(profile: string): Uint8Array | undefined {
    const path = this.pathOf(profile);
    this.#refuseLinks(path);
    try {
      const found = this.#context.host.files.read(path, LARGEST_FILE);
      if (found !== undefined) this.#context.refuseUnsafe({ path, realPath: path, status: found.status });
      return found?.bytes;
    } catch (error) {
      throw readFailure(error, path);
    }
  }

  /** Writes the git attributes of sealed files. Resolves to the path of that file. */
  async prepare(): Promise<string> {
    const path = joinPath(this.#context.host, this.path, ".gitattributes");
    await this.#write(path, Buffer.from(ATTRIBUTES));
    return path;
  }

  async write(profile: string, bytes: Uint8Array): Promise<void> {
    await this.prepare();
    await this.#write(this.pathOf(profile), bytes);
  }

  remove(profile: string): boolean {
    this.#refuseLinks();
    return this.#context.host.files.remove(this.pathOf(profile));
  }

  #list(): readonly string[] {
    try {
      return this.#context.host.files.list(this.path) ?? [];
    } catch (error) {
      throw readFailure(error, this.path);
    }
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const { host, lockDirectory } = this.#context;
    this.#refuseLinks(path);
    await editFile(host, {
      path,
      lockDirectory,
      maxBytes: LARGEST_FILE,
      mode: 0o644,
      createParents: 0o755,
      edit: () => bytes,
    });
  }

  #refuseLinks(file?: string): void {
    const { host, teamFolder } = this.#context;
    const paths = [joinPath(host, teamFolder, ".k6p"), this.path, ...(file === undefined ? [] : [file])];
    const noFolder = paths
      .slice(0, 2)
      .find((path) => ["file", "other"].includes(host.files.linkStatus(path)?.kind ?? ""));
    if (noFolder !== undefined) throw notAFolder(noFolder);
    refuseLinks(host, paths);
  }
}

function notAFolder(path: string): K6pError {
  return new K6pError("FILE_UNSAFE", {
    message: `${path} is not a folder. k6p keeps sealed tokens in a folder of that name.`,
    remedy: [`Inspect it and move it: ls -l ${quotedPath(path)}`],
    details: { file: path },
  });
}
