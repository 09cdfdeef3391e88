import type { CloudField } from "./cloud-field.ts";
import { CLOUD_SETTINGS, OTHER_VARIABLES } from "./cloud-settings.ts";

export interface K6CloudVariable {
  readonly name: string;
  /** The setting that it stands for; absent for one that k6 reads elsewhere. */
  readonly field: CloudField | undefined;
  /** Whether it belongs to the identity or the run that was in use before, so that it must go when a profile is activated. */
  readonly isStale: boolean;
}

/** The variables by which k6 takes from the environment whom it works as and where things go. Those of hosts are the environment's choice and stay. */
export const K6_CLOUD_VARIABLES: readonly K6CloudVariable[] = [
  ...CLOUD_SETTINGS.filter(({ role }) => role !== "label").map(({ variable, field, role }) => ({
    name: variable,
    field,
    isStale: role !== "target",
  })),
  ...OTHER_VARIABLES.map(({ name, role }) => ({ name, field: undefined, isStale: role !== "target" })),
];

/** The names of the variables that must go when a profile is activated. */
export const STALE_VARIABLES: readonly string[] = K6_CLOUD_VARIABLES.filter(({ isStale }) => isStale).map(
  ({ name }) => name,
);

/** The project: alone it refines a profile, next to another token or stack it belongs to that. */
export const PROJECT_VARIABLE = "K6_CLOUD_PROJECT_ID";

/**
 * k6 takes the option `cloud`, JSON that scripts usually set, from a variable of this bare name, before the script's own; any other text in
 * it, such as `aws`, breaks `k6 cloud run`.
 */
export const CLOUD_OPTION_VARIABLE = "CLOUD";

/** By the same accident k6 takes `collectors` from this one. It can say nothing useful: whatever is in it takes the file's away, or breaks `k6 run`. */
export const COLLECTORS_VARIABLE = "COLLECTORS";
