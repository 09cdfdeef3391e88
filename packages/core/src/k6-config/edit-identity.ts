import { createCloud } from "./create-cloud.ts";
import { editMembers } from "../json-text/edit-members.ts";
import { IDENTITY_KEYS, identityKeyOf } from "./identity-keys.ts";
import type { Identity, IdentityKey } from "./identity.ts";
import { detectStyle, indentAt, type NewMember } from "../json-text/json-style.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import { type CloudEditPlan, planCloudEdit, planErasure } from "./plan-cloud-edit.ts";
import { type StoredIdentity, storedIdentity } from "./read-identity.ts";
import { applySplices, type Splice } from "../json-text/splice.ts";
import { verifyEdit } from "./verify-edit.ts";
import { type WantedValue, wantedValues } from "./wanted-values.ts";

const NEW_FILE = "{}\n";

export interface IdentityEdit {
  /** The whole new file. */
  readonly bytes: Uint8Array;
  /** The keys whose source was written, replaced or removed; none when the bytes are the former ones. */
  readonly changed: readonly IdentityKey[];
  readonly removedLeftovers: readonly RemovedLeftover[];
}

/** A value that redirected k6 and that the person may not have known to be there. */
export interface RemovedLeftover {
  readonly key: "projectID" | "host" | "hostv6";
  readonly shown: string;
}

/**
 * Makes the bytes of k6's configuration file (undefined: there is none) say exactly this identity; an empty one clears it. Every
 * byte outside the identity's keys stays; where the identity is that already, all bytes do. Throws `K6_CONFIG_UNREADABLE`, or
 * `K6_CONFIG_EDIT` when the result is not what it must be; `file` names the file in messages.
 */
export function editIdentity(bytes: Uint8Array | undefined, identity: Identity, file?: string): IdentityEdit {
  const former = bytes ?? Buffer.from(NEW_FILE);
  const before = parseK6Config(former, file);
  const { splices, changed } = planEdit(before, wantedValues(identity));
  if (splices.length === 0) return { bytes: former, changed, removedLeftovers: [] };
  const edited = Buffer.from(applySplices(before.text, splices), "latin1");
  verifyEdit({ before, bytes: edited, identity, file });
  return { bytes: edited, changed, removedLeftovers: leftovers(storedIdentity(before.fields), identity) };
}

interface EditPlan {
  readonly splices: readonly Splice[];
  readonly changed: readonly IdentityKey[];
}

function planEdit(document: K6ConfigDocument, wanted: ReadonlyMap<IdentityKey, WantedValue>): EditPlan {
  const { text, root, cloud, clouds } = document;
  const style = detectStyle(text, root);
  const indent = cloud === undefined ? undefined : indentAt(text, cloud.member.start);
  const plans = clouds.map((object) => {
    const plan = object === cloud?.object ? planCloudEdit(text, object, wanted) : planErasure(object);
    const inserted = newMembers(plan.missing);
    return { plan, splices: editMembers({ text, object }, { fates: plan.fates, inserted, style, indent }) };
  });
  const created = cloud?.object === undefined ? wanted : new Map<IdentityKey, WantedValue>();
  const touched = new Set([...created.keys(), ...plans.flatMap(({ plan }) => touchedKeys(plan))]);
  return {
    splices: [...plans.flatMap(({ splices }) => splices), ...createCloud(document, newMembers(created))],
    changed: IDENTITY_KEYS.filter((key) => touched.has(key)),
  };
}

function newMembers(values: ReadonlyMap<IdentityKey, WantedValue>): readonly NewMember[] {
  return Array.from(values, ([key, { source }]) => ({ key, value: () => source }));
}

function touchedKeys({ fates, missing }: CloudEditPlan): readonly IdentityKey[] {
  return [...missing.keys(), ...[...fates.keys()].flatMap(({ key }) => identityKeyOf(key) ?? [])];
}

function leftovers({ identity: before, projectId }: StoredIdentity, after: Identity): readonly RemovedLeftover[] {
  const candidates = [
    { key: "projectID", value: projectId?.toString(), kept: false },
    { key: "host", value: before.host, kept: before.host === after.host },
    { key: "hostv6", value: before.hostv6, kept: before.hostv6 === after.hostv6 },
  ] as const;
  return candidates.flatMap(({ key, value, kept }) =>
    value === undefined || kept ? [] : [{ key, shown: withoutUserInfo(value) }],
  );
}

/** A URL without the name and password that may stand before its host. */
function withoutUserInfo(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
