import * as v from "valibot";
import { StateFile } from "../host/files/state-file.ts";
import { jsonForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";
import type { Recipient } from "./recipient.ts";

const LARGEST_FILE = 256 * 1024;

const FORM = jsonForm(
  v.object({ folder: v.string(), recipients: v.array(v.object({ name: v.string(), key: v.string() })) }),
);

/**
 * The members that the user trusts to seal for, by team. It is not read from sealed files: anyone who can write to the
 * repository could put a file there that claims it. Without a record that only the user can write, k6p asks again.
 */
export class TrustedRecipients {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  of(teamFolder: string): readonly Recipient[] {
    return this.#fileFor(teamFolder).read()?.recipients ?? [];
  }

  /** Records exactly these: k6p asks about a member who left the list and comes back. */
  async remember(teamFolder: string, recipients: readonly Recipient[]): Promise<void> {
    const { lockDirectory } = this.#context;
    await this.#fileFor(teamFolder).edit(lockDirectory, () => ({ folder: teamFolder, recipients: [...recipients] }));
  }

  #fileFor(teamFolder: string): StateFile<{ readonly folder: string; readonly recipients: Recipient[] }> {
    const { host, stateDirectory } = this.#context;
    const path = joinPath(host, stateDirectory, "recipients", `${pathKey(teamFolder)}.json`);
    return new StateFile({
      host,
      path,
      form: FORM,
      maxBytes: LARGEST_FILE,
      whenUnreadable: "empty",
      mustBePrivate: true,
    });
  }
}
