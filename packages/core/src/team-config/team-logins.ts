import * as v from "valibot";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { isCloudId } from "../profiles/stack.ts";

const LARGEST_FILE = 64 * 1024;
const EXTENSION = ".json";

const optionalText = v.optional(v.string());
const optionalId = v.optional(v.pipe(v.number(), v.check(isCloudId)));
const loginSchema = v.object({
  version: v.literal(1),
  name: v.string(),
  file: v.string(),
  stackUrl: optionalText,
  stackId: optionalId,
  defaultProjectId: optionalId,
  tokenKind: v.picklist(["personal", "stack"]),
  host: optionalText,
  hostv6: optionalText,
  protected: v.boolean(),
});

/** A team's profile as it was when its token was entered or last used here. */
export interface TeamLogin extends Omit<v.InferOutput<typeof loginSchema>, "version"> {
  readonly id: string;
}

/**
 * Remembers the team profiles that this user has a token for: what Grafana Cloud told about their stack, which the user cannot write into the
 * team's file, and what they were, so that k6's file is understood outside of the team's repository, too.
 */
export class TeamLogins {
  readonly #context: { readonly host: Host; readonly dataDirectory: string; readonly lockDirectory: string };

  #ids: Set<string> | undefined;

  constructor(context: { readonly host: Host; readonly dataDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Undefined also when the memory cannot be read: it is only a help. */
  find(id: string): TeamLogin | undefined {
    if (!this.ids().has(id)) return undefined;
    try {
      const snapshot = this.#context.host.files.read(this.#pathOf(id), LARGEST_FILE);
      return snapshot === undefined ? undefined : parse(id, snapshot.bytes);
    } catch {
      return undefined;
    }
  }

  /** Ids of all the profiles that are remembered, looked up once. */
  ids(): ReadonlySet<string> {
    return (this.#ids ??= this.#listIds());
  }

  list(): readonly TeamLogin[] {
    return [...this.ids()].flatMap((id) => this.find(id) ?? []);
  }

  async remember({ id, ...login }: TeamLogin): Promise<void> {
    const { host, lockDirectory } = this.#context;
    const text = `${JSON.stringify({ version: 1, ...login }, null, 2)}\n`;
    await editFile(host, {
      path: this.#pathOf(id),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: () => Buffer.from(text),
    });
    this.#ids?.add(id);
  }

  forget(id: string): void {
    this.#ids?.delete(id);
    this.#context.host.files.remove(this.#pathOf(id));
  }

  #listIds(): Set<string> {
    const names = this.#context.host.files.list(this.#directory()) ?? [];
    const known = names.filter((name) => /^[a-z2-7]{26}\.json$/.test(name));
    return new Set(known.map((name) => name.slice(0, -EXTENSION.length)));
  }

  #directory(): string {
    return joinPath(this.#context.host, this.#context.dataDirectory, "team-logins");
  }

  #pathOf(id: string): string {
    return joinPath(this.#context.host, this.#directory(), `${id}${EXTENSION}`);
  }
}

function parse(id: string, bytes: Uint8Array): TeamLogin | undefined {
  const result = v.safeParse(loginSchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
  if (!result.success) return undefined;
  const { version: _, ...login } = result.output;
  return { id, ...login };
}
