import * as v from "valibot";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { Secret } from "../secrets/secret.ts";
import { newSecretReference } from "../secrets/secret-reference.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";

const LARGEST_FILE = 1024 * 1024;
const MOST_MARKS = 200;

/** Newest first. The marks do not give a token away. */
const schema = v.array(
  v.object({ profileId: v.string(), salt: v.string(), fingerprint: v.string(), seenAt: v.string() }),
);

type SeenToken = v.InferOutput<typeof schema>[number];

export interface SeenTokensContext {
  readonly host: Host;
  readonly stateDirectory: string;
  readonly lockDirectory: string;
}

/**
 * By what tokens are recognised in k6's file that profiles have used without a record of theirs: those of a variable, and the sealed ones
 * of a team. Only a memory: what cannot be read or written is forgotten without a word.
 */
export class SeenTokens {
  readonly #context: SeenTokensContext;

  constructor(context: SeenTokensContext) {
    this.#context = context;
  }

  /** By the ids of the profiles that used this token last: since when. ISO 8601. */
  holders(token: Secret): ReadonlyMap<string, string> {
    const latest = new Map<string, SeenToken>();
    for (const mark of this.#read()) if (!latest.has(mark.profileId)) latest.set(mark.profileId, mark);
    return new Map(
      [...latest.values()].filter((mark) => isOf(mark, token)).map((mark) => [mark.profileId, mark.seenAt]),
    );
  }

  /** Whether any profile has used the token. */
  has(token: Secret): boolean {
    return this.#read().some((mark) => isOf(mark, token));
  }

  /** Notes that a profile uses the token, unless that has been noted after `since` (ISO 8601) already. Never throws. */
  async remember(profileId: string, token: Secret, since: string | undefined): Promise<void> {
    const noted = this.holders(token).get(profileId);
    if (noted !== undefined && noted > (since ?? "")) return;
    const { host, lockDirectory } = this.#context;
    const salt = newSecretReference(host);
    const seenAt = host.clock.now().toISOString();
    const mark: SeenToken = { profileId, salt, fingerprint: tokenFingerprint(token, salt), seenAt };
    try {
      await editFile(host, {
        path: this.#path(),
        lockDirectory,
        maxBytes: LARGEST_FILE,
        createParents: 0o700,
        edit: (current) => Buffer.from(`${JSON.stringify([mark, ...parse(current?.bytes)].slice(0, MOST_MARKS))}\n`),
      });
    } catch {
      // The command that uses the token must not fail for it.
    }
  }

  #read(): readonly SeenToken[] {
    try {
      return parse(this.#context.host.files.read(this.#path(), LARGEST_FILE)?.bytes);
    } catch {
      return [];
    }
  }

  #path(): string {
    return joinPath(this.#context.host, this.#context.stateDirectory, "seen-tokens.json");
  }
}

function parse(bytes: Uint8Array | undefined): readonly SeenToken[] {
  if (bytes === undefined) return [];
  try {
    const result = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return result.success ? result.output : [];
  } catch {
    return [];
  }
}

function isOf({ salt, fingerprint }: SeenToken, token: Secret): boolean {
  return tokenFingerprint(token, salt) === fingerprint;
}
