import { readCloudFields } from "./cloud-fields.ts";
import type { MemberFates } from "../json-text/edit-members.ts";
import { identityKeyOf } from "./identity-keys.ts";
import type { IdentityKey } from "./identity.ts";
import type { JsonMember, JsonObject } from "../json-text/read-json-object.ts";
import type { WantedValue } from "./wanted-values.ts";

/** What becomes of the identity in a `cloud` object. */
export interface CloudEditPlan {
  readonly fates: MemberFates;
  /** What is wanted and the object does not have. */
  readonly missing: ReadonlyMap<IdentityKey, WantedValue>;
}

/**
 * Plans how the `cloud` object that k6 uses gets the wanted values. Of several members of one key only the last stays, which is the
 * one that counts; its source is left alone when it means what is wanted already.
 */
export function planCloudEdit(
  text: string,
  cloud: JsonObject,
  wanted: ReadonlyMap<IdentityKey, WantedValue>,
): CloudEditPlan {
  const fates = new Map<JsonMember, string | undefined>();
  const used = new Map<IdentityKey, JsonMember>();
  for (const member of cloud.members) {
    const key = identityKeyOf(member.key);
    if (key === undefined) continue;
    const shadowed = used.get(key);
    if (shadowed !== undefined) fates.set(shadowed, undefined);
    used.set(key, member);
  }
  for (const [key, member] of used) {
    const { [key]: now } = readCloudFields(text, { ...cloud, members: [member] });
    const value = wanted.get(key);
    const fits = value === undefined ? !now.valid : now.valid && now.value === value.value;
    if (!fits) fates.set(member, value?.source);
  }
  return { fates, missing: new Map([...wanted].filter(([key]) => !used.has(key))) };
}

/** Plans the removal of the keys that `keyOf` finds from an object that k6 does not use, or must not. */
export function planErasure(object: JsonObject, keyOf: (spelling: string) => IdentityKey | undefined): CloudEditPlan {
  const members = object.members.filter((member) => keyOf(member.key) !== undefined);
  return { fates: new Map(members.map((member) => [member, undefined])), missing: new Map() };
}
