import * as v from "valibot";
import { StateFile } from "../host/files/state-file.ts";
import { jsonForm } from "../host/files/state-form.ts";
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
  protected: v.union([v.boolean(), v.literal("change")]),
});

const FORM = jsonForm(loginSchema);

type LoginFile = v.InferOutput<typeof loginSchema>;

/** A team's profile as it was when its token was entered or last used here. */
export interface TeamLogin extends Omit<LoginFile, "version"> {
  readonly id: string;
}

/**
 * The team profiles that this user has a token for: what Grafana Cloud reported about their stack, which does not belong in the team's
 * file, and their settings, with which k6p understands k6's file outside the team's repository.
 */
export class TeamLogins {
  readonly #context: { readonly host: Host; readonly dataDirectory: string; readonly lockDirectory: string };

  #ids: Set<string> | undefined;

  constructor(context: { readonly host: Host; readonly dataDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Undefined also when the record cannot be read: it is optional. */
  find(id: string): TeamLogin | undefined {
    if (!this.ids().has(id)) return undefined;
    const recorded = this.#fileOf(id).read();
    if (recorded === undefined) return undefined;
    const { version: _, ...login } = recorded;
    return { id, ...login };
  }

  /** IDs of all the recorded profiles, listed once. */
  ids(): ReadonlySet<string> {
    return (this.#ids ??= this.#listIds());
  }

  list(): readonly TeamLogin[] {
    return [...this.ids()].flatMap((id) => this.find(id) ?? []);
  }

  async remember({ id, ...login }: TeamLogin): Promise<void> {
    await this.#fileOf(id).edit(this.#context.lockDirectory, () => ({ version: 1, ...login }));
    this.#ids?.add(id);
  }

  forget(id: string): void {
    this.#ids?.delete(id);
    this.#fileOf(id).remove();
  }

  #listIds(): Set<string> {
    const names = this.#context.host.files.list(this.#directory()) ?? [];
    const known = names.filter((name) => /^[a-z2-7]{26}\.json$/.test(name));
    return new Set(known.map((name) => name.slice(0, -EXTENSION.length)));
  }

  #directory(): string {
    return joinPath(this.#context.host, this.#context.dataDirectory, "team-logins");
  }

  #fileOf(id: string): StateFile<LoginFile> {
    const { host } = this.#context;
    const path = joinPath(host, this.#directory(), `${id}${EXTENSION}`);
    return new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }
}
