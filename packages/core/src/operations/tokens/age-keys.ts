import { openForMember, type OpenedForMember } from "../../sealed-tokens/open-for-member.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { environmentKeys, type GivenKeys, readOwnKey } from "./read-age-keys.ts";

/** Whether a sealed file opened with the keys on this machine. */
export type OpenedHere =
  | Exclude<OpenedForMember, { readonly kind: "not-for-us" }>
  /** `variable` contained keys that were tried. */
  | { readonly kind: "not-for-us"; readonly variable: GivenKeys["variable"] | undefined }
  /** No key was found in the environment or in a store. */
  | { readonly kind: "no-identity" };

type KeyParts = Parts<"memberKey"> & Needs<typeof readOwnKey | typeof environmentKeys>;

/**
 * Opens sealed files with the keys in the environment, else with the user's own key: its store is opened at most once, and only if
 * needed. Throws `MEMBER_KEY_LOST`, `FILE_*`, `STORE_*`, or `SEALED_NOT_FOR_YOU` if no key fits and the environment contains
 * something that is not a key.
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
