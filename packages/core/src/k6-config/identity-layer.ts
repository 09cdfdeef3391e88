import type { CloudField, CloudFields } from "./cloud-field.ts";

/**
 * Where k6 takes a value from; `config-options` is the option `cloud` at the top level of the configuration file (or `ext.loadimpact`, its
 * name in k6 1), `default` is built into k6.
 */
export type ValueSource = "config" | "config-options" | "script" | "env" | "flag" | "default" | "none";

/** What one place says about the identity. */
export interface IdentityLayer {
  readonly kind: "layer";
  readonly source: ValueSource;
  readonly fields: CloudFields;
  /** The variable of the environment, or the key of the file, that says it. */
  readonly placeOf?: (field: CloudField) => string | undefined;
}

/** k6 refuses to work, because of what one place says. */
export interface RefusedIdentity {
  readonly kind: "refused";
  readonly source: ValueSource;
  /** The variable, key or flag at fault. */
  readonly name: string;
  readonly reason: string;
}
