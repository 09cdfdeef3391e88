import { createCloud } from "./create-cloud.ts";
import { IDENTITY_KEYS, identityKeyOf, optionKeyOf } from "./identity-keys.ts";
import type { Identity, IdentityKey } from "./identity.ts";
import { detectStyle, type NewMember } from "../json-text/json-style.ts";
import { ObjectEdits } from "../json-text/object-edits.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import { type CloudEditPlan, planCloudEdit, planErasure } from "./plan-cloud-edit.ts";
import { type RemovedLeftover, removedLeftovers } from "./removed-leftovers.ts";
import { applySplices, type Splice } from "../json-text/splice.ts";
import { verifyEdit } from "./verify-edit.ts";
import { type WantedValue, wantedValues } from "./wanted-values.ts";

const NEW_FILE = "{}\n";

export interface IdentityEdit {
  /** The whole new file. */
  readonly bytes: Uint8Array;
  /** The keys whose source was written, replaced or removed; none when the bytes are the previous ones. */
  readonly changed: readonly IdentityKey[];
  readonly removedLeftovers: readonly RemovedLeftover[];
}

/**
 * Makes the bytes of k6's configuration file (undefined: there is none) say exactly this identity; an empty one clears it. What the option
 * `cloud` at its top level (`ext.loadimpact` for k6 1) says of token, stack and project goes as well, since k6 prefers that. Every byte
 * outside the identity's keys stays, but for objects that would be left empty; where the identity is that already, all bytes do. Throws
 * `K6_CONFIG_UNREADABLE`, or `K6_CONFIG_EDIT` when the result is not what it must be; `file` names the file in messages.
 */
export function editIdentity(bytes: Uint8Array | undefined, identity: Identity, file?: string): IdentityEdit {
  const previous = bytes ?? Buffer.from(NEW_FILE);
  const before = parseK6Config(previous, file);
  const { splices, changed } = planEdit(before, wantedValues(identity));
  if (splices.length === 0) return { bytes: previous, changed, removedLeftovers: [] };
  const edited = Buffer.from(applySplices(before.text, splices), "latin1");
  verifyEdit({ before, bytes: edited, identity, file });
  return { bytes: edited, changed, removedLeftovers: removedLeftovers(before, identity) };
}

interface EditPlan {
  readonly splices: readonly Splice[];
  readonly changed: readonly IdentityKey[];
}

function planEdit(document: K6ConfigDocument, wanted: ReadonlyMap<IdentityKey, WantedValue>): EditPlan {
  const { text, root, cloud, clouds, optionObjects } = document;
  const edits = new ObjectEdits();
  const plans = [
    ...clouds.map((nested) => ({
      ...nested,
      plan:
        nested.object === cloud?.object
          ? planCloudEdit(text, nested.object, wanted)
          : planErasure(nested.object, identityKeyOf),
    })),
    ...optionObjects.map((nested) => ({ ...nested, plan: planErasure(nested.object, optionKeyOf) })),
  ];
  for (const { object, plan, path } of plans) {
    edits.change(object, plan.fates);
    if (plan.missing.size > 0)
      edits.insert(object, newMembers(plan.missing), path.at(-1)?.member.start ?? object.start);
  }
  const created = cloud?.object === undefined ? wanted : new Map<IdentityKey, WantedValue>();
  const replaced = createCloud(document, newMembers(created), edits);
  for (const { object, path } of plans) edits.prune(path, object);
  const touched = new Set([...created.keys(), ...plans.flatMap(({ plan }) => touchedKeys(plan))]);
  return {
    splices: [...replaced, ...edits.splices(text, detectStyle(text, root))],
    changed: IDENTITY_KEYS.filter((key) => touched.has(key)),
  };
}

function newMembers(values: ReadonlyMap<IdentityKey, WantedValue>): readonly NewMember[] {
  return Array.from(values, ([key, { source }]) => ({ key, value: () => source }));
}

function touchedKeys({ fates, missing }: CloudEditPlan): readonly IdentityKey[] {
  return [...missing.keys(), ...[...fates.keys()].flatMap(({ key }) => identityKeyOf(key) ?? [])];
}
