import type { Environment } from "../host/host.ts";
import type { ScriptOptions } from "../k6-config/cloud-options.ts";
import type { K6Version } from "../k6-config/k6-version.ts";
import type { Secret } from "../secrets/secret.ts";
import type { OutlookFile, OutlookProfile } from "./outlook.ts";

/** Finds profiles by what k6 uses. */
export interface ProfileLookup {
  /** The profiles that hold a token, the likeliest first. */
  holders(token: Secret): readonly OutlookProfile[];
  /** All profiles; asked only where something does not belong to the token's. */
  all(): readonly OutlookProfile[];
}

/** Everything that decides what k6 will do. */
export interface OutlookSources {
  readonly env: Environment;
  /** The words behind `k6`; absent: any command of `k6 cloud`. */
  readonly words?: readonly string[] | undefined;
  /** Absent where it is not known: then the newest known one counts. */
  readonly version?: K6Version | undefined;
  /** The file that these words and this environment name, or the default one. */
  readonly file: OutlookFile;
  /** k6 1's previous default file; absent where nothing is there, or another file than the default one is named. */
  readonly legacyFile?: OutlookFile | undefined;
  /** The script's own options of the cloud; absent where they are not known. */
  readonly script?: {
    readonly cloud?: ScriptOptions | undefined;
    /** `options.ext.loadimpact`, for k6 1. */
    readonly loadimpact?: ScriptOptions | undefined;
  };
  readonly profiles: ProfileLookup;
  /** The profile that the working folder is bound to, which commands of k6p take where none is named. */
  readonly folder?: { readonly path: string; readonly profile: OutlookProfile } | undefined;
}
