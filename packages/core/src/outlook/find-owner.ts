import { Secret } from "../secrets/secret.ts";
import { everyField } from "./every-field.ts";
import type { Claim, OutlookProfile, OutlookValue } from "./outlook.ts";
import type { OutlookField } from "./outlook-field.ts";
import type { ProfileLookup } from "./outlook-sources.ts";
import { boundFor, expectedOf } from "./expected-values.ts";

type Claims = Readonly<Record<OutlookField, Claim & { readonly loses: readonly Claim[] }>>;

/** The fields that profiles differ in. */
const TELLING: readonly OutlookField[] = ["stackId", "stackUrl", "defaultProjectId", "apiHost", "ingestHost"];

/** Of the profiles that have the token, the one that fits the rest best; undefined where none has it. */
export function findOwner<Profile extends OutlookProfile>(
  claims: Claims,
  profiles: ProfileLookup<Profile>,
): Profile | undefined {
  const { value } = claims.token;
  if (!(value instanceof Secret)) return undefined;
  const faults = (profile: OutlookProfile): number =>
    TELLING.filter((field) => !fits(claims[field], profile, field)).length;
  const likely = profiles.likely?.(value);
  if (likely !== undefined && faults(likely) === 0) return likely;
  const scored = profiles.holders(value).map((profile) => ({ profile, faults: faults(profile) }));
  return scored.toSorted((one, other) => one.faults - other.faults)[0]?.profile;
}

interface Judgement {
  readonly owner: OutlookProfile | undefined;
  readonly profiles: ProfileLookup;
}

/** Says for every value whose it is, and whether it belongs to the owner of the token. */
export function judge(claims: Claims, { owner, profiles }: Judgement): Readonly<Record<OutlookField, OutlookValue>> {
  return everyField((field) => {
    const claim = claims[field];
    const belongs = owner === undefined || fits(claim, owner, field);
    const isNamed = belongs && owner !== undefined && names(field) && claim.value !== undefined;
    return { ...claim, belongs, profile: isNamed ? owner.name : ownerOf(claim, field, { owner, profiles }) };
  });
}

/** Whether a field that belongs to the owner shows that; a project may be any one of the owner's. */
function names(field: OutlookField): boolean {
  return field === "token" || TELLING.includes(field);
}

function ownerOf({ value }: Claim, field: OutlookField, { owner, profiles }: Judgement): string | undefined {
  if (value === undefined) return undefined;
  if (field === "projectId" && value === owner?.identity.defaultProjectId) return owner?.name;
  if (value instanceof Secret) return field === "token" ? profiles.holders(value)[0]?.name : undefined;
  if (field === "stackId") return profiles.all().find(({ identity }) => identity.stackId === value)?.name;
  if (field === "stackUrl") return profiles.all().find(({ identity }) => identity.stackUrl === value)?.name;
  if (field === "projectId" || field === "defaultProjectId")
    return profiles.all().find(({ identity }) => identity.defaultProjectId === value)?.name;
  return undefined;
}

/** Whether a value is what the profile has, or was bound to, or is not one that profiles say anything about. */
function fits(claim: Claim, profile: OutlookProfile, field: OutlookField): boolean {
  const bound = boundFor(field, claim, profile);
  if (bound !== undefined) return bound;
  const expected = expectedOf(field, profile);
  return expected === undefined || expected.value === claim.value;
}
