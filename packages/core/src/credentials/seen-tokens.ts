import * as v from "valibot";
import { StateFile } from "../host/files/state-file.ts";
import type { StateForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { Secret } from "../secrets/secret.ts";
import { newSecretReference } from "../secrets/secret-reference.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";
import type { TokenMark } from "./token-record.ts";

const LARGEST_FILE = 1024 * 1024;
const MOST_MARKS = 200;
/** In the place of the ID of a profile; no profile has it. */
const DISCARDED = "discarded";

/** Newest first. A mark does not reveal its token. */
const schema = v.array(
  v.object({ profileId: v.string(), salt: v.string(), fingerprint: v.string(), seenAt: v.string() }),
);

type SeenToken = v.InferOutput<typeof schema>[number];

/** One line: the list is long, and nobody reads it. */
const FORM: StateForm<readonly SeenToken[]> = {
  parse: (text) => v.parse(schema, JSON.parse(text)),
  print: (marks) => `${JSON.stringify(marks)}\n`,
};

export interface SeenTokensContext {
  readonly host: Host;
  readonly stateDirectory: string;
  readonly lockDirectory: string;
}

/**
 * Fingerprints of tokens that profiles used but k6p does not store: those of a variable, and a team's sealed ones. With them k6p recognises
 * such a token in k6's file. Those of removed profiles are here as well. Only a help: what cannot be read or written counts as empty.
 */
export class SeenTokens {
  readonly #context: SeenTokensContext;
  readonly #file: StateFile<readonly SeenToken[]>;

  constructor(context: SeenTokensContext) {
    const { host, stateDirectory } = context;
    this.#context = context;
    const path = joinPath(host, stateDirectory, "seen-tokens.json");
    this.#file = new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }

  /** By the IDs of the profiles that used this token last: since when. ISO 8601. */
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

  /** Records that a profile uses the token, unless that was already recorded after `since` (ISO 8601). Never throws. */
  async remember(profileId: string, token: Secret, since: string | undefined): Promise<void> {
    const recorded = this.holders(token).get(profileId);
    if (recorded !== undefined && recorded > (since ?? "")) return;
    const { host, lockDirectory } = this.#context;
    const salt = newSecretReference(host);
    const seenAt = host.clock.now().toISOString();
    const mark: SeenToken = { profileId, salt, fingerprint: tokenFingerprint(token, salt), seenAt };
    try {
      await this.#file.edit(lockDirectory, (marks = []) => [mark, ...marks].slice(0, MOST_MARKS));
    } catch {
      // The command that uses the token must not fail because of this.
    }
  }

  /** Records the fingerprints of tokens that were removed with a profile, so that a copy in k6's file is not saved again. Never throws. */
  async rememberRemoved(profileId: string, marks: readonly TokenMark[]): Promise<void> {
    const { host, lockDirectory } = this.#context;
    const seenAt = host.clock.now().toISOString();
    const removed = marks.map(({ salt, fingerprint }): SeenToken => ({ profileId, salt, fingerprint, seenAt }));
    try {
      await this.#file.edit(lockDirectory, (present = []) => [...removed, ...present].slice(0, MOST_MARKS));
    } catch {
      // The profile is removed in any case.
    }
  }

  /** Records the fingerprint of a token that you dropped without a profile, so that a copy of it is not saved. Never throws. */
  async rememberDiscarded(token: Secret): Promise<void> {
    const salt = newSecretReference(this.#context.host);
    await this.rememberRemoved(DISCARDED, [{ salt, fingerprint: tokenFingerprint(token, salt) }]);
  }

  #read(): readonly SeenToken[] {
    return this.#file.read() ?? [];
  }
}

function isOf({ salt, fingerprint }: SeenToken, token: Secret): boolean {
  return tokenFingerprint(token, salt) === fingerprint;
}
