import type { CloudField } from "../k6-config/cloud-field.ts";
import type { IdentityLayer } from "../k6-config/identity-layer.ts";
import { Secret } from "../secrets/secret.ts";
import type { Claim, FieldValue } from "./outlook.ts";

export type LayerField = CloudField;

/** What every place says about a field, the one that counts most first. */
export function claimsOf(layers: readonly IdentityLayer[], field: LayerField): readonly Claim[] {
  return layers.toReversed().flatMap(({ fields, source, placeOf }): readonly Claim[] => {
    const { value, valid } = fields[field];
    return valid ? [{ value: shown(field, value), source, place: placeOf?.(field) }] : [];
  });
}

function shown(field: LayerField, value: string | bigint | boolean): FieldValue | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value) || undefined;
  if (value === "") return undefined;
  return field === "token" || field === "testRunToken" ? new Secret(value) : value;
}
