import * as v from "valibot";
import { StateFile } from "../host/files/state-file.ts";
import { jsonForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";

const LARGEST_FILE = 1024 * 1024;
const MOST_EXPORTS = 500;

const FORM = jsonForm(
  v.array(v.object({ profileId: v.string(), kind: v.picklist(["variables", "sealed"]), path: v.string() })),
);

/** A file outside k6p's own folders that k6p wrote a token to, because you asked for it. */
export interface TokenExport {
  readonly profileId: string;
  /** `variables`: for another program; `sealed`: encrypted for a team. */
  readonly kind: "variables" | "sealed";
  /** Absolute. */
  readonly path: string;
}

/** Where k6p wrote tokens for others. Only a help: what cannot be read or written counts as empty. */
export class TokenExports {
  readonly #lockDirectory: string;
  readonly #file: StateFile<readonly TokenExport[]>;

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    const { host, stateDirectory, lockDirectory } = context;
    this.#lockDirectory = lockDirectory;
    const path = joinPath(host, stateDirectory, "exports.json");
    this.#file = new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }

  of(profileId: string): readonly TokenExport[] {
    return (this.#file.read() ?? []).filter((one) => one.profileId === profileId);
  }

  /** Never throws. */
  async remember(added: TokenExport): Promise<void> {
    const isSame = (one: TokenExport): boolean => one.path === added.path && one.profileId === added.profileId;
    if ((this.#file.read() ?? []).some(isSame)) return;
    try {
      await this.#file.edit(this.#lockDirectory, (present = []) =>
        [added, ...present.filter((one) => !isSame(one))].slice(0, MOST_EXPORTS),
      );
    } catch {
      // The file is written, and that is what was asked for.
    }
  }
}
