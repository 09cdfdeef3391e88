import type { Nullable } from "./go-nullable.ts";

/** What k6 holds after reading an object of cloud settings, as far as it says whom k6 works as, where things go and what is printed. */
export interface CloudFields {
  readonly token: Nullable<string>;
  readonly stackID: Nullable<bigint>;
  readonly stackURL: Nullable<string>;
  readonly defaultProjectID: Nullable<bigint>;
  readonly projectID: Nullable<bigint>;
  readonly host: Nullable<string>;
  readonly hostv6: Nullable<string>;
  readonly logsTailURL: Nullable<string>;
  readonly traceHost: Nullable<string>;
  readonly tracesEnabled: Nullable<boolean>;
  readonly pushRefID: Nullable<string>;
  readonly metricsPushURL: Nullable<string>;
  readonly testRunToken: Nullable<string>;
  readonly logsPushURL: Nullable<string>;
  readonly webAppURL: Nullable<string>;
  readonly testRunDetails: Nullable<string>;
  readonly name: Nullable<string>;
}

export type CloudField = keyof CloudFields;
export type IntegerField = "stackID" | "projectID" | "defaultProjectID";
export type FlagField = "tracesEnabled";
export type TextField = Exclude<CloudField, IntegerField | FlagField>;
