import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { readFailure } from "../host/files/read-failure.ts";
import type { Settings } from "./settings.ts";
import { formatSettingsFile, parseSettingsFile } from "./settings-file.ts";

const LARGEST_FILE = 256 * 1024;

export interface UserSettingsContext {
  readonly host: Host;
  readonly configDirectory: string;
  readonly lockDirectory: string;
}

/** The settings of this user, in `config.json` beside the profiles. */
export class UserSettings {
  readonly #context: UserSettingsContext;
  readonly path: string;

  constructor(context: UserSettingsContext) {
    this.#context = context;
    this.path = joinPath(context.host, context.configDirectory, "config.json");
  }

  /** No file means no settings. Throws `SETTINGS_TOO_NEW`, `SETTINGS_INVALID` or `FILE_READ_FAILED`. */
  read(): Settings {
    const bytes = this.#readBytes();
    return bytes === undefined ? {} : parseSettingsFile(Buffer.from(bytes).toString("utf8"), this.path);
  }

  /** Changes the named settings and leaves the rest of the file. */
  async change(changes: Settings): Promise<void> {
    const { host, lockDirectory } = this.#context;
    await editFile(host, {
      path: this.path,
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: (current) => {
        const former = current === undefined ? undefined : Buffer.from(current.bytes).toString("utf8");
        return Buffer.from(formatSettingsFile(changes, former, this.path));
      },
    });
  }

  #readBytes(): Uint8Array | undefined {
    try {
      return this.#context.host.files.read(this.path, LARGEST_FILE)?.bytes;
    } catch (error) {
      throw readFailure(error, this.path);
    }
  }
}
