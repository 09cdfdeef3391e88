import { StateFile } from "../host/files/state-file.ts";
import type { StateForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";

const LARGEST_FILE = 64 * 1024;
const MOST_PROFILES = 100;

/** Without a schema, which would have to be loaded for every `use`. */
const FORM: StateForm<readonly string[]> = {
  parse(text) {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
  },
  print: (ids) => `${JSON.stringify(ids)}\n`,
};

/** Which profiles were used last. Only a convenience: nothing fails when it cannot be read or written. */
export class RecentProfiles {
  readonly #file: StateFile<readonly string[]>;

  constructor({ host, stateDirectory }: { readonly host: Host; readonly stateDirectory: string }) {
    const path = joinPath(host, stateDirectory, "recent.json");
    this.#file = new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }

  /** IDs of profiles, the one used last first. Some may be of profiles that have been removed. */
  ids(): readonly string[] {
    return this.#file.read() ?? [];
  }

  /** Puts a profile first. Never throws. */
  remember(id: string): void {
    const previous = this.ids();
    if (previous[0] === id) return;
    this.#file.overwrite([id, ...previous.filter((other) => other !== id)].slice(0, MOST_PROFILES));
  }
}
