import { createHash } from "node:crypto";
import * as v from "valibot";
import { ensurePrivateDirectory } from "../../host/files/directories.ts";
import { editFile } from "../../host/files/edit-file.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { pathKey } from "../../host/files/path-key.ts";
import { isPrivate } from "../is-private.ts";
import type { TeamGraph } from "../merge/load-team-graph.ts";
import type { SensitiveValue, TeamConfig } from "../team-config.ts";

const LARGEST_FILE = 1024 * 1024;
const MOST_APPROVALS = 20;

const valueSchema = v.object({
  profile: v.optional(v.string()),
  key: v.string(),
  value: v.string(),
});
const approvalSchema = v.object({
  digest: v.string(),
  at: v.string(),
  files: v.array(v.object({ path: v.string(), digest: v.string() })),
  values: v.array(valueSchema),
});
const trustSchema = v.object({ version: v.literal(1), file: v.string(), approvals: v.array(approvalSchema) });

/** What was trusted, and what it would do. */
export type Approval = v.InferOutput<typeof approvalSchema>;

/** A sensitive value without its place, by which two states of a file are compared. */
export type ApprovedValue = v.InferOutput<typeof valueSchema>;

/** What is about to be trusted. */
export interface TrustSubject {
  /** Real path of the team file. */
  readonly file: string;
  /** Of everything that was read: paths, bytes and recipients. */
  readonly digest: string;
  readonly files: Approval["files"];
  readonly values: readonly ApprovedValue[];
}

/** What trust in a team file means: the very bytes that were parsed, under the very paths that they were read from. */
export function trustSubject(
  { root, files }: TeamGraph,
  { sensitive, recipients, default: byDefault }: TeamConfig,
): TrustSubject {
  const read = [...files.values()].map(({ realPath, digest }) => ({ path: realPath, digest }));
  const keys = (recipients?.value ?? []).map(({ name, key }) => [name, key]);
  const content = JSON.stringify([
    "k6p team trust 1",
    root.realPath,
    read.map(({ path, digest }) => [path, digest]),
    keys,
  ]);
  return {
    file: root.realPath,
    digest: createHash("sha256").update(content).digest("hex"),
    files: read,
    values: [
      ...sensitive.map(approvedValue),
      ...(byDefault === undefined ? [] : [{ key: "default", value: byDefault.value }]),
    ],
  };
}

function approvedValue({ profile, key, value }: SensitiveValue): ApprovedValue {
  return { profile, key, value };
}

/** Which team files the user trusts, by content. What cannot be read, or others could have written, is no trust. */
export class TeamTrust {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };
  readonly directory: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
    this.directory = joinPath(context.host, context.stateDirectory, "team-trust");
  }

  /** Former approvals of a file, the latest first. */
  approvals(file: string): readonly Approval[] {
    const { host } = this.#context;
    const path = this.#pathFor(file);
    if (!isPrivate(host, host.files.linkStatus(this.directory), "directory")) return [];
    const snapshot = host.files.read(path, LARGEST_FILE);
    if (snapshot === undefined || !isPrivate(host, snapshot.status, "file")) return [];
    const trust = parse(snapshot.bytes);
    return trust?.file === file ? trust.approvals : [];
  }

  /** Trusts this content from now on. */
  async approve({ file, digest, files, values }: TrustSubject): Promise<void> {
    const at = this.#context.host.clock.now().toISOString();
    await this.#edit(file, (approvals) => [
      { digest, at, files, values: [...values] },
      ...approvals.filter((approval) => approval.digest !== digest),
    ]);
  }

  /** Forgets every approval of a file; false when there was none. */
  revoke(file: string): boolean {
    return this.#context.host.files.remove(this.#pathFor(file));
  }

  async #edit(file: string, edit: (approvals: readonly Approval[]) => Approval[]): Promise<void> {
    const { host, lockDirectory } = this.#context;
    ensurePrivateDirectory(host, this.directory);
    await editFile(host, {
      path: this.#pathFor(file),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      edit: (current) => {
        const former = current === undefined ? undefined : parse(current.bytes);
        const approvals = edit(former?.file === file ? former.approvals : []).slice(0, MOST_APPROVALS);
        return Buffer.from(`${JSON.stringify({ version: 1, file, approvals }, null, 2)}\n`);
      },
    });
  }

  #pathFor(file: string): string {
    return joinPath(this.#context.host, this.directory, `${pathKey(file)}.json`);
  }
}

function parse(bytes: Uint8Array): v.InferOutput<typeof trustSchema> | undefined {
  try {
    const result = v.safeParse(trustSchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
