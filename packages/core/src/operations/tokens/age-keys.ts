import { openForMember, type OpenedForMember } from "../../sealed-tokens/open-for-member.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { environmentKeys, type GivenKeys, readOwnKey } from "./read-age-keys.ts";

/** What a sealed file is to this person. */
export type OpenedHere =
  | Exclude<OpenedForMember, { readonly kind: "not-for-us" }>
  /** `variable` gave keys that were tried. */
  | { readonly kind: "not-for-us"; readonly variable: GivenKeys["variable"] | undefined }
  /** There is no key to try, neither in the environment nor in a store. */
  | { readonly kind: "no-identity" };

type KeyParts = Parts<"memberKey"> & Needs<typeof readOwnKey | typeof environmentKeys>;

/**
 * Opens sealed files with the keys of the environment, and with the person's own where those do not fit: its store is opened once,
 * and only when it is needed. Throws `TEAM_IDENTITY_LOST`, `FILE_*`, `STORE_*`, or `SEALED_NOT_FOR_YOU` where nothing fits and the
 * environment has something else than keys.
 */
export class AgeKeys {
  readonly #engine: KeyParts;
  #ownKey: Promise<string> | undefined;

  constructor(engine: KeyParts) {
    this.#engine = engine;
  }

  async open(file: Uint8Array): Promise<OpenedHere> {
    const given = await environmentKeys(this.#engine);
    const byGiven = given === undefined ? undefined : await openForMember(file, given.keys);
    if (byGiven !== undefined && byGiven.kind !== "not-for-us") return byGiven;
    const record = this.#engine.memberKey.find();
    if (record !== undefined) {
      this.#ownKey ??= readOwnKey(this.#engine, record);
      const byOwn = await openForMember(file, [await this.#ownKey]);
      if (byOwn.kind !== "not-for-us") return byOwn;
    }
    if (given?.fault !== undefined) throw given.fault;
    return record === undefined && given === undefined
      ? { kind: "no-identity" }
      : { kind: "not-for-us", variable: given?.variable };
  }
}
