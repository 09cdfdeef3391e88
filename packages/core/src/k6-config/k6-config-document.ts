import type { CloudFields } from "./cloud-field.ts";
import type { Step } from "../json-text/object-edits.ts";
import type { JsonMember, JsonObject } from "../json-text/read-json-object.ts";

/** A member whose value is an object or null. */
export interface ObjectMember {
  readonly member: JsonMember;
  /** Undefined when the value is null. */
  readonly object: JsonObject | undefined;
}

/** k6's configuration file, read as k6 reads it, with the places of everything that bears on the identity. */
export interface K6ConfigDocument {
  /** The file, one character a byte, so that offsets are byte offsets and no byte is lost. */
  readonly text: string;
  /** Undefined when the whole file is `null`, which k6 takes for an empty configuration. */
  readonly root: JsonObject | undefined;
  /** Every member that k6 takes for `collectors`, in the order of the text; k6 merges them, and forgets the previous ones at a null. */
  readonly collectors: readonly ObjectMember[];
  /** Every `cloud` in any of the collectors whose value is an object. */
  readonly clouds: readonly NestedObject[];
  /** The one `cloud` that k6 uses. */
  readonly cloud: ObjectMember | undefined;
  /** What k6 takes from it. */
  readonly fields: CloudFields;
  /** The value of the option `cloud` at the top level, which k6 prefers to the collector where a script is run that has no such option of its own. */
  readonly options: JsonMember | undefined;
  /** The value of `ext.loadimpact`, the name of that option in k6 1. */
  readonly legacyOptions: JsonMember | undefined;
  /** Every object that an option `cloud` or `ext.loadimpact` has for its value, those that k6 does not use included. */
  readonly optionObjects: readonly OptionObject[];
}

/** An object with the way to it from the root. */
export interface NestedObject {
  readonly path: readonly Step[];
  readonly object: JsonObject;
}

export interface OptionObject extends NestedObject {
  readonly name: "cloud" | "ext.loadimpact";
}
