import { StateFile } from "../host/files/state-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { Settings } from "./settings.ts";
import { formatSettingsFile, parseSettingsFile } from "./settings-file.ts";

const LARGEST_FILE = 256 * 1024;

export interface UserSettingsContext {
  readonly host: Host;
  readonly configDirectory: string;
  readonly lockDirectory: string;
}

/** The user's settings, in `config.json` next to the profiles. */
export class UserSettings {
  readonly #lockDirectory: string;
  readonly #file: StateFile<Settings>;
  readonly path: string;

  constructor({ host, configDirectory, lockDirectory }: UserSettingsContext) {
    const path = joinPath(host, configDirectory, "config.json");
    this.path = path;
    this.#lockDirectory = lockDirectory;
    this.#file = new StateFile({
      host,
      path,
      form: {
        parse: parseSettingsFile,
        print: (settings, previous) => formatSettingsFile(settings, previous, path),
      },
      maxBytes: LARGEST_FILE,
      whenUnreadable: "error",
    });
  }

  /** No file means no settings. Throws `SETTINGS_TOO_NEW`, `SETTINGS_INVALID`, `FILE_UNSAFE` or `FILE_READ_FAILED`. */
  read(): Settings {
    return this.#file.read() ?? {};
  }

  /** Changes the given settings and leaves the rest of the file. */
  async change(changes: Settings): Promise<void> {
    await this.#file.edit(this.#lockDirectory, () => changes);
  }
}
