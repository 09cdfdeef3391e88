import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { pathRules } from "../../host/join-path.ts";
import type { K6Version } from "../../k6-config/k6-version.ts";
import { parseK6Config } from "../../k6-config/parse-k6-config.ts";
import { optionIdentities, readIdentity } from "../../k6-config/read-identity.ts";
import { findK6, type FoundK6 } from "../../outlook/find-k6.ts";
import { readK6Words } from "../../outlook/read-k6-words.ts";
import { fromPlace } from "../../outlook/say-place.ts";
import { scanScript, type ScannedScript } from "../../outlook/scan-script.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Notice } from "../../engine/notice.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { readK6Config } from "../active/k6-config-file.ts";
import { k6VersionHere } from "../active/k6-version-here.ts";
import { type OutlookHere, outlookHere } from "../active/outlook-here.ts";

const LARGEST_SCRIPT = 4 * 1024 * 1024;
/** Programs that may be asked for their version: those whose name says that they are k6 itself. */
const K6_ITSELF = /^(?:.*[\\/])?k6(?:[-_]?v?\d[\w.+-]*)?(?:\.exe)?$/i;

export interface AheadRequest {
  readonly profile: Profile;
  readonly command: readonly string[];
  /** Absolute path of the program. */
  readonly program: string;
  /** What the command gets. */
  readonly env: Environment;
  readonly force: boolean;
}

/**
 * Warns, before a command runs, about everything in its words that would make k6 leave the profile. Throws `PROFILE_PROTECTED` if the profile
 * is protected and `force` is not set. What a program does by itself, such as a script that calls k6 with words of its own, cannot be seen.
 */
export async function lookAhead(
  engine: Parts<"notify"> & Needs<typeof outlookHere | typeof k6VersionHere | typeof scriptOf>,
  request: AheadRequest,
): Promise<void> {
  const found = findK6(request.command);
  const departures = await departuresOf(engine, found, request);
  if (departures.length === 0) return;
  const { profile, force } = request;
  if (profile.protected === true && !force)
    throw new K6pError("PROFILE_PROTECTED", {
      message: `Nothing was run with protected profile ${profile.name}: ${departures.map(({ message }) => message).join(" ")}`,
      remedy: [...departures.flatMap(({ remedy = [] }) => remedy), "To run it anyway, add --force before the --."],
      details: { profile: profile.name },
    });
  for (const departure of departures) engine.notify(departure);
}

async function departuresOf(
  engine: Needs<typeof outlookHere | typeof k6VersionHere | typeof scriptOf>,
  found: FoundK6,
  { profile, program, env }: AheadRequest,
): Promise<readonly Notice[]> {
  const words = readK6Words(found.words);
  if (found.kind === "container") return containerNotices(found, profile);
  if (found.kind === "unknown" && !(await namesIdentity(engine, found))) {
    if (words.command === "other") return [];
  }
  const version =
    found.kind === "program" && K6_ITSELF.test(program) ? await k6VersionHere(engine, program) : undefined;
  const outlook = await outlookOrNone(engine, {
    env,
    words: found.words,
    version,
    script: scriptOf(engine, words.script),
  });
  if (outlook === undefined) return [];
  if (outlook.kind === "refused")
    return [
      warning(
        `k6 cannot use ${outlook.name}: ${outlook.reason}.`,
        outlook.source === "env" ? [`unset ${outlook.name}`] : [],
      ),
    ];
  const instead =
    words.config === undefined
      ? []
      : [
          `Let k6p add the profile to the file: K6_CONFIG=${words.config.path} k6p exec ${profile.name} -- … (without ${words.config.flag})`,
        ];
  const { token } = outlook.fields;
  const usesToken =
    words.command !== "other" && words.command !== "load" && (words.command !== "run" || streams(outlook));
  if (token.value === undefined && words.config !== undefined && usesToken)
    return [
      warning(
        `${words.config.flag} makes k6 read ${outlook.file.path} instead of profile ${profile.name}, and that has no token.`,
        instead,
      ),
    ];
  const isForeign = token.value !== undefined && outlook.profile?.id !== profile.id;
  if (isForeign && !usesToken && words.config === undefined) return [];
  if (isForeign) {
    const whose =
      outlook.profile === undefined ? "a token of no profile" : `the token of profile ${outlook.profile.name}`;
    return [warning(`k6 uses ${whose} ${fromPlace(token, outlook.file)}, not profile ${profile.name}.`, instead)];
  }
  return outlook.findings
    .filter(({ level, code }) => level !== "info" && (usesToken || code === "other-host") && code !== "other-stack-url")
    .map(({ message, remedy }) =>
      warning(
        message,
        remedy.filter((line) => !/^(?:k6p use|eval) /.test(line)),
      ),
    );
}

function streams({ findings }: Extract<OutlookHere, { kind: "outlook" }>): boolean {
  return findings.some(({ code }) => code === "stack-not-sent");
}

function warning(message: string, remedy: readonly string[]): Notice {
  return { level: "warning", message, remedy };
}

/** A container sees neither the private file nor, unless it is told to, a variable. */
function containerNotices({ words }: FoundK6, { name }: Profile): readonly Notice[] {
  const { command, config } = readK6Words(words);
  if (command === "other" || command === "load") return [];
  const named = config === undefined ? "" : ` It reads ${config.path} (${config.flag}).`;
  return [
    warning(`k6 runs in a container, which does not see profile ${name}.${named}`, [
      `Give it the variables: k6p env ${name} --format docker --output k6.env, then docker run --env-file k6.env …`,
    ]),
  ];
}

/** Whether an argument that may be k6's `-c FILE` names a file of k6 with a token in it. */
async function namesIdentity(engine: Parts<"host">, { words }: FoundK6): Promise<boolean> {
  const { config } = readK6Words(words);
  if (config === undefined) return false;
  const path = pathRules(engine.host).resolve(engine.host.workingDirectory, config.path);
  try {
    const bytes = await readK6Config(engine, { path, source: "--config", k6NeedsFile: true });
    if (bytes === undefined) return false;
    return readIdentity(bytes).identity.token !== undefined || optionIdentities(parseK6Config(bytes)).length > 0;
  } catch (error) {
    if (error instanceof K6pError) return false;
    throw error;
  }
}

/** Undefined where k6 itself will say what is wrong with its file. */
async function outlookOrNone(
  engine: Needs<typeof outlookHere>,
  request: {
    readonly env: Environment;
    readonly words: readonly string[];
    readonly version: K6Version | undefined;
    readonly script: ScannedScript | undefined;
  },
): Promise<OutlookHere | undefined> {
  try {
    return await outlookHere(engine, request);
  } catch (error) {
    if (error instanceof K6pError) return undefined;
    throw error;
  }
}

/** What a script on the disk says about its own options; undefined for an archive, a URL, or standard input. */
function scriptOf({ host }: Parts<"host">, script: string | undefined): ScannedScript | undefined {
  if (script === undefined || !/\.[cm]?[jt]s$/i.test(script) || script.includes("://")) return undefined;
  try {
    const snapshot = host.files.read(pathRules(host).resolve(host.workingDirectory, script), LARGEST_SCRIPT);
    return snapshot === undefined ? undefined : scanScript(Buffer.from(snapshot.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}
