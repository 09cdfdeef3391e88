import * as v from "valibot";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";
import type { Recipient } from "./recipient.ts";

const LARGEST_FILE = 256 * 1024;

const schema = v.object({ folder: v.string(), recipients: v.array(v.object({ name: v.string(), key: v.string() })) });

/**
 * For whom this person has agreed to seal, by team. It is kept here and not read from sealed files: whoever can write to the repository
 * could put a file there that claims it. A memory that is lost only means that the question is asked again.
 */
export class TrustedRecipients {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  of(teamFolder: string): readonly Recipient[] {
    const snapshot = this.#context.host.files.read(this.#pathFor(teamFolder), LARGEST_FILE);
    return snapshot === undefined ? [] : parse(snapshot.bytes);
  }

  /** Remembers exactly these: who is no longer among them is asked about when they come back. */
  async remember(teamFolder: string, recipients: readonly Recipient[]): Promise<void> {
    const { host, lockDirectory } = this.#context;
    await editFile(host, {
      path: this.#pathFor(teamFolder),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: () => Buffer.from(`${JSON.stringify({ folder: teamFolder, recipients }, null, 2)}\n`),
    });
  }

  #pathFor(teamFolder: string): string {
    return joinPath(this.#context.host, this.#context.stateDirectory, "recipients", `${pathKey(teamFolder)}.json`);
  }
}

function parse(bytes: Uint8Array): readonly Recipient[] {
  try {
    const result = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return result.success ? result.output.recipients : [];
  } catch {
    return [];
  }
}
