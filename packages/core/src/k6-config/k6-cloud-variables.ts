import type { CloudField } from "./cloud-fields.ts";

export interface K6CloudVariable {
  readonly name: string;
  readonly field: CloudField;
  /** Whether it belongs to the identity that was in use before, so that it must go when a profile is activated. */
  readonly isStale: boolean;
}

/**
 * The variables by which k6 takes parts of an identity from the environment. `DEFAULTPROJECTID` is undocumented: k6's reader falls
 * back to the bare name of the field. Host variables are the environment's choice and stay.
 */
export const K6_CLOUD_VARIABLES: readonly K6CloudVariable[] = [
  { name: "K6_CLOUD_TOKEN", field: "token", isStale: true },
  { name: "K6_CLOUD_STACK_ID", field: "stackID", isStale: true },
  { name: "K6_CLOUD_STACK_URL", field: "stackURL", isStale: true },
  { name: "K6_CLOUD_PROJECT_ID", field: "projectID", isStale: true },
  { name: "DEFAULTPROJECTID", field: "defaultProjectID", isStale: true },
  { name: "K6_CLOUD_PUSH_REF_ID", field: "pushRefID", isStale: true },
  { name: "K6_CLOUD_HOST", field: "host", isStale: false },
  { name: "K6_CLOUD_HOST_V6", field: "hostv6", isStale: false },
];

/** The names of the variables that must go when a profile is activated. */
export const STALE_VARIABLES: readonly string[] = K6_CLOUD_VARIABLES.filter(({ isStale }) => isStale).map(
  ({ name }) => name,
);

/**
 * By the same accident k6 takes the option `cloud`, JSON that scripts usually set, from a variable of this bare name, before the script's
 * own; any other text in it, such as `aws`, breaks `k6 cloud run`. It is not k6p's to remove.
 */
export const CLOUD_OPTION_VARIABLE = "CLOUD";
