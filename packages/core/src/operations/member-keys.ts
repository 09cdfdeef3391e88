import { openForMember, type OpenedForMember } from "../sealed-tokens/open-for-member.ts";
import type { Engine } from "./engine.ts";
import { environmentKeys, readOwnKey } from "./read-member-keys.ts";

/** What a sealed file is to this person. `no-identity`: there is no key to try, neither in the environment nor in a store. */
export type OpenedHere = OpenedForMember | { readonly kind: "no-identity" };

/**
 * Opens sealed files with the keys of the environment, and with the person's own where those do not fit: its store is opened once,
 * and only when it is needed. Throws `TEAM_IDENTITY_LOST`, `FILE_READ_FAILED` or `STORE_*`.
 */
export class MemberKeys {
  readonly #engine: Engine;
  #ownKey: Promise<string> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async open(file: Uint8Array): Promise<OpenedHere> {
    const given = environmentKeys(this.#engine);
    const opened = given.length === 0 ? undefined : await openForMember(file, given);
    if (opened !== undefined && opened.kind !== "not-for-us") return opened;
    const record = this.#engine.ownIdentity.find();
    if (record === undefined) return opened ?? { kind: "no-identity" };
    this.#ownKey ??= readOwnKey(this.#engine, record);
    return openForMember(file, [await this.#ownKey]);
  }
}
