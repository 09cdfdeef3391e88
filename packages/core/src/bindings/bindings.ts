import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";
import { readFailure } from "../host/files/read-failure.ts";
import type { Binding, BoundFolders, TrustedDefault } from "./binding.ts";
import { bindingsPath } from "./bindings-path.ts";
import { formatBindings, parseBindings } from "./binding-lines.ts";

const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * Which folder uses which profile: the user's choice, kept in one file outside the folders. The file also has the defaults of the team files
 * that the user trusts, for the shell hooks.
 */
export class Bindings {
  readonly #host: Host;
  readonly #lockDirectory: string;
  readonly path: string;

  constructor(context: { readonly host: Host; readonly configDirectory: string; readonly lockDirectory: string }) {
    this.#host = context.host;
    this.#lockDirectory = context.lockDirectory;
    this.path = bindingsPath(context.host, context.configDirectory);
  }

  /** Every binding, the longest folder first. Throws `FILE_READ_FAILED` or `FILE_UNSAFE`. */
  list(): readonly Binding[] {
    return this.#read().bindings;
  }

  /** The binding of a folder without symlinks, or else of the nearest one above it. */
  nearest(folder: string): Binding | undefined {
    return this.list().find((binding) => this.#isWithin(folder, binding.folder));
  }

  /** The binding of exactly this folder. */
  of(folder: string): Binding | undefined {
    return this.list().find((binding) => this.#isSame(folder, binding.folder));
  }

  /** Binds a folder; replaces its previous binding. */
  async put(binding: Binding): Promise<void> {
    await this.#edit((previous) => [
      ...previous.filter(({ folder }) => !this.#isSame(folder, binding.folder)),
      binding,
    ]);
  }

  async remove(folder: string): Promise<void> {
    await this.#edit((previous) => previous.filter((binding) => !this.#isSame(folder, binding.folder)));
  }

  /** Every default of a trusted team's file, the longest folder first. Throws like `list`. */
  trustedDefaults(): readonly TrustedDefault[] {
    return this.#read().defaults;
  }

  /** The trusted default that applies in a folder without symlinks, whatever the bindings say. */
  trustedDefaultIn(folder: string): TrustedDefault | undefined {
    return this.trustedDefaults().find((one) => this.#isWithin(folder, one.folder));
  }

  /** Records the default of the folder's team file; undefined removes it. */
  async setTrustedDefault(folder: string, name: string | undefined): Promise<void> {
    if (this.trustedDefaults().find((one) => this.#isSame(folder, one.folder))?.name === name) return;
    await this.#editFile(({ bindings, defaults }) => {
      const others = defaults.filter((one) => !this.#isSame(folder, one.folder));
      return { bindings, defaults: name === undefined ? others : [...others, { folder, name }] };
    });
  }

  /** Updates the names of renamed profiles. */
  async rename(profiles: readonly Binding["profile"][]): Promise<void> {
    const nameOf = new Map(profiles.map(({ id, name }) => [id, name]));
    const isOld = ({ profile }: Binding): boolean => (nameOf.get(profile.id) ?? profile.name) !== profile.name;
    if (!this.list().some(isOld)) return;
    await this.#edit((previous) =>
      previous.map(({ folder, profile: { id, name } }) => ({ folder, profile: { id, name: nameOf.get(id) ?? name } })),
    );
  }

  async #edit(change: (previous: readonly Binding[]) => readonly Binding[]): Promise<void> {
    await this.#editFile(({ bindings, defaults }) => ({ bindings: change(bindings), defaults }));
  }

  async #editFile(change: (previous: BoundFolders) => BoundFolders): Promise<void> {
    await editFile(this.#host, {
      path: this.path,
      lockDirectory: this.#lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: (current) => Buffer.from(formatBindings(change(this.#parse(current?.bytes)), this.#rules)),
    });
  }

  #read(): BoundFolders {
    try {
      return this.#parse(this.#host.files.read(this.path, LARGEST_FILE)?.bytes);
    } catch (error) {
      throw readFailure(error, this.path);
    }
  }

  #parse(bytes: Uint8Array = Buffer.alloc(0)): BoundFolders {
    return parseBindings(Buffer.from(bytes).toString("utf8"), this.#rules);
  }

  get #rules(): { readonly separator: string } {
    return { separator: pathRules(this.#host).sep };
  }

  #isSame(one: string, other: string): boolean {
    return this.#key(one) === this.#key(other);
  }

  #isWithin(folder: string, bound: string): boolean {
    return this.#key(folder).startsWith(this.#key(bound));
  }

  /** Windows ignores case. */
  #key(folder: string): string {
    const { sep } = pathRules(this.#host);
    const whole = folder.endsWith(sep) ? folder : folder + sep;
    return this.#host.platform === "win32" ? whole.toLowerCase() : whole;
  }
}
