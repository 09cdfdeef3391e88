import { k6ConfigSnapshot } from "../../k6-config/k6-config-snapshot.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { PROFILE_VARIABLE } from "../../host/k6p-variables.ts";
import { deriveConfig } from "../../k6-config/derive-config.ts";
import { STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import type { Secret } from "../../secrets/secret.ts";
import { findK6 } from "../../outlook/find-k6.ts";
import { readK6Words } from "../../outlook/read-k6-words.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { type OutlookHere, outlookHere, type OutlookRequest } from "../active/outlook-here.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { type InspectedScript, inspectScript } from "./inspect-script.ts";

/** Ways to activate a profile, to ask what would happen with them. */
export const ROUTES = ["use", "exec"] as const;

export interface ExplainRequest {
  /** A script, to be run by `k6 cloud run` where no words are given. */
  readonly script?: string | undefined;
  /** A command line with k6 in it, or k6's words alone; may be empty. */
  readonly words: readonly string[];
  /** Explains what would happen with this profile. */
  readonly profile?: string | undefined;
  /** How that profile would be activated: `exec` unless given. */
  readonly route?: (typeof ROUTES)[number] | undefined;
}

/** Shows which token it is without showing it: equal tokens have equal texts. */
export function tokenMark(token: Secret): string {
  return `token:${tokenFingerprint(token, "k6p explain").slice(0, 12)}`;
}

export interface Explanation {
  readonly outlook: OutlookHere;
  /** The words behind `k6`; undefined for any command of `k6 cloud`. */
  readonly words: readonly string[] | undefined;
  /** Undefined where the words name no script. */
  readonly script: (InspectedScript & { readonly path: string }) | undefined;
}

/**
 * What k6 would do here and now, or with another profile, with where each value comes from. Sends nothing. Opens a secret store only for
 * `profile`. Throws what `outlookHere` throws, and for a profile what `obtainCredentials` throws.
 */
export async function explain(
  engine: Needs<typeof outlookHere | typeof inspectScript | typeof situationWith>,
  request: ExplainRequest,
): Promise<Explanation> {
  const words = wordsOf(request);
  const path = words === undefined ? undefined : readK6Words(words).script;
  const script = path === undefined || path === "-" ? undefined : { path, ...(await inspectScript(engine, path)) };
  const outlook = await outlookHere(engine, {
    words,
    ...(script?.kind === "inspected" ? { script } : {}),
    ...(await situationWith(engine, request)),
  });
  return { outlook, words, script };
}

function wordsOf({ script, words }: ExplainRequest): readonly string[] | undefined {
  if (words.length > 0) {
    if (script !== undefined) {
      throw new K6pError("USAGE", {
        message: "Name the script either before -- or in k6's words behind it.",
        remedy: [`k6p explain -- k6 ${words.join(" ")}`],
      });
    }
    const found = findK6(words);
    return found.kind === "unknown" ? words : found.words;
  }
  return script === undefined ? undefined : ["cloud", "run", script];
}

/** The environment and the file as they would be with a profile. */
async function situationWith(
  engine: Parts<"host" | "profiles" | "privateConfigs"> & Needs<typeof obtainCredentials | typeof readK6Config>,
  { profile: name, route = "exec" }: ExplainRequest,
): Promise<Pick<OutlookRequest, "env" | "snapshot">> {
  if (name === undefined) return {};
  const { profile, identity } = await obtainCredentials(engine, await engine.profiles.get(name));
  const file = userK6Config(engine, undefined);
  const bytes = deriveConfig(await readK6Config(engine, file), identity, { file: file.path });
  const snapshot = k6ConfigSnapshot(file, bytes);
  if (route === "use") return { snapshot };
  return { snapshot, env: { ...withoutStale(engine.host.env), [PROFILE_VARIABLE]: profile.name } };
}

function withoutStale(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !STALE_VARIABLES.includes(name)));
}
