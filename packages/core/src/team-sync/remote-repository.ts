import { createHash } from "node:crypto";
import type { CapturedOutput } from "../host/host.ts";
import type { Deadline } from "../host/deadline.ts";
import type { Git, GitCall } from "./git.ts";
import { gitFailed, saysCommitIsGone } from "./git-failure.ts";
import { isCommit } from "./git-pin.ts";
import { LARGEST_COPY } from "./copies.ts";

const PINNED = "refs/k6p/pinned";

export interface NamedState {
  /** Commit of the tag; for an annotated tag, the commit it points to. */
  readonly tag: string | undefined;
  /** Commit of a branch of the same name. */
  readonly branch: string | undefined;
}

export type RepositoryFile =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" }
  /** `reason` continues "it …". */
  | { readonly kind: "refused"; readonly reason: string };

/** A remote repository, read through a bare repository in a folder that k6p creates. Nothing is ever checked out. */
export class RemoteRepository {
  readonly #git: Git;
  readonly #url: string;
  readonly #folder: string;
  readonly #deadline: Deadline;
  #isRepository = false;

  /** `folder` must exist and be empty. */
  constructor(context: {
    readonly git: Git;
    readonly url: string;
    readonly folder: string;
    readonly deadline: Deadline;
  }) {
    this.#git = context.git;
    this.#url = context.url;
    this.#folder = context.folder;
    this.#deadline = context.deadline;
  }

  /** What a name points to on the remote. Throws `GIT_FAILED`. */
  async look(name: string): Promise<NamedState> {
    const refs = { tag: `refs/tags/${name}`, peeled: `refs/tags/${name}^{}`, branch: `refs/heads/${name}` };
    const output = await this.#remote(["ls-remote", "--quiet", "--", this.#url, ...Object.values(refs)]);
    if (output.exitCode !== 0 || output.truncated) throw this.#failed(`Cannot list the tags of ${this.#url}`, output);
    // A pattern also matches names that end with it.
    const commits = new Map(
      output.stdout.split("\n").flatMap((line) => {
        const [commit = "", ref = ""] = line.split("\t");
        return isCommit(commit) ? [[ref, commit]] : [];
      }),
    );
    return { tag: commits.get(refs.peeled) ?? commits.get(refs.tag), branch: commits.get(refs.branch) };
  }

  /**
   * Fetches a commit without its history and without large files; by `tag` if there is one that points to it, since some servers
   * provide nothing else. `gone`: the remote does not have it. Throws `GIT_FAILED`.
   */
  async fetch(commit: string, tag?: string): Promise<"fetched" | "gone"> {
    await this.#ensureRepository(commit);
    const source = tag === undefined ? commit : `refs/tags/${tag}`;
    const options = [
      "--quiet",
      "--depth=1",
      "--no-tags",
      "--no-recurse-submodules",
      `--filter=blob:limit=${LARGEST_COPY + 1}`,
    ];
    const output = await this.#remote(["fetch", ...options, "--", this.#url, `+${source}:${PINNED}`]);
    if (output.exitCode !== 0) {
      if (tag === undefined && saysCommitIsGone(output)) return "gone";
      throw this.#failed(`Cannot fetch ${this.#url}`, output);
    }
    const found = await this.#local(["rev-parse", "--verify", "--quiet", "--end-of-options", `${PINNED}^{commit}`]);
    if (found.stdout.trim() === commit) return "fetched";
    throw this.#failed(`${this.#url} did not return the commit ${commit}`, found);
  }

  /** The first of some paths that exists in a fetched commit. */
  async firstOf(commit: string, paths: readonly string[]): Promise<string | undefined> {
    const entries = await this.#entries(commit, paths);
    return paths.find((path) => entries.has(path));
  }

  /** A file in a fetched commit: its exact bytes, checked against git's checksum. */
  async read(commit: string, path: string): Promise<RepositoryFile> {
    const entry = (await this.#entries(commit, [path])).get(path);
    if (entry === undefined) return { kind: "absent" };
    if (entry.mode === "120000") return { kind: "refused", reason: "is a symbolic link, which is not followed" };
    if (entry.type !== "blob")
      return { kind: "refused", reason: `is a ${entry.type === "tree" ? "folder" : "submodule"}` };
    const output = await this.#local(["cat-file", "blob", entry.id], LARGEST_COPY);
    // The fetch filters out larger files, but a remote without support for filters sends them.
    if (output.exitCode !== 0 || output.truncated)
      return { kind: "refused", reason: `is larger than ${LARGEST_COPY / 1024} KiB` };
    const bytes = Buffer.from(output.stdout, "utf8");
    if (blobId(bytes, entry.id) !== entry.id) return { kind: "refused", reason: "is not text in UTF-8" };
    return { kind: "file", bytes };
  }

  async #entries(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, TreeEntry>> {
    const output = await this.#local(["ls-tree", "-z", "--full-tree", commit, "--", ...paths]);
    if (output.exitCode !== 0 || output.truncated) throw this.#failed(`Cannot list the files of ${this.#url}`, output);
    const entries = output.stdout.split("\0").flatMap((line) => {
      const [, mode = "", type = "", id = "", path = ""] = /^([0-7]+) ([a-z]+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return path === "" ? [] : [[path, { mode, type, id }] as const];
    });
    return new Map(entries);
  }

  async #ensureRepository(commit: string): Promise<void> {
    if (this.#isRepository) return;
    const format = commit.length === 64 ? "sha256" : "sha1";
    const output = await this.#local(["init", "--quiet", "--bare", "--template=", `--object-format=${format}`]);
    if (output.exitCode !== 0) throw this.#failed("Cannot create a temporary repository to fetch into", output);
    this.#isRepository = true;
  }

  #remote(words: readonly string[]): Promise<CapturedOutput> {
    return this.#run({ arguments: words, url: this.#url });
  }

  #local(words: readonly string[], maxBytes?: number): Promise<CapturedOutput> {
    return this.#run({ arguments: words, ...(maxBytes === undefined ? {} : { maxBytes }) });
  }

  #run(call: Pick<GitCall, "arguments" | "url" | "maxBytes">): Promise<CapturedOutput> {
    const isRepository = this.#isRepository || call.arguments[0] === "init";
    return this.#git.run({ ...call, folder: this.#folder, isRepository, deadline: this.#deadline });
  }

  #failed(what: string, output: CapturedOutput): Error {
    return gitFailed(what, output, this.#url);
  }
}

interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
}

/** The ID that git gives to a file with these bytes, with the hash algorithm of `like`. */
function blobId(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
