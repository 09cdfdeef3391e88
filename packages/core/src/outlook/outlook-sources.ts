import type { Environment } from "../host/host.ts";
import type { ScriptOptions } from "../k6-config/cloud-options.ts";
import type { K6Version } from "../k6-config/k6-version.ts";
import type { Secret } from "../secrets/secret.ts";
import type { OutlookFile, OutlookProfile } from "./outlook.ts";

/** Finds profiles by what k6 uses. */
export interface ProfileLookup<Profile extends OutlookProfile = OutlookProfile> {
  /** The profile that has a token in all likelihood: asked first, and alone if everything fits it. */
  likely?(token: Secret): Profile | undefined;
  /** The profiles that have a token. */
  holders(token: Secret): readonly Profile[];
  /** All profiles; asked only where something does not belong to the token's. */
  all(): readonly Profile[];
}

/** Everything that decides what k6 will do. */
export interface OutlookSources<Profile extends OutlookProfile = OutlookProfile> {
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
  readonly profiles: ProfileLookup<Profile>;
  /** The profile that the working folder is bound to, which commands of k6p take where none is named. */
  readonly folder?: { readonly path: string; readonly profile: OutlookProfile } | undefined;
}
