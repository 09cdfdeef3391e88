import { BEFORE_VARIABLE, HOOK_VARIABLE, SUBSHELL_VARIABLE } from "../../host/k6p-variables.ts";
import {
  CLOUD_OPTION_VARIABLE,
  COLLECTORS_VARIABLE,
  PROJECT_VARIABLE,
  STALE_VARIABLES,
} from "../../k6-config/k6-cloud-variables.ts";
import type { K6ConfigSnapshot } from "../../k6-config/k6-config-snapshot.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { type OutlookHere, outlookHere } from "../active/outlook-here.ts";

/**
 * Why k6, typed next in this shell, would not use what was written:
 * - `other-file`: the file is not the one that k6 reads here; that is what was asked for
 * - `shell`, `env`, `exec`: this is a shell of `k6p shell`, one with the variables of `k6p env`, or a command of `k6p exec`
 * - `folder`: the hook's `k6` takes the folder's profile
 * - `mixed`: variables, or something else that k6 prefers, say something else
 * - `refused`: k6 stops at a variable
 */
export type EffectReason = "other-file" | "shell" | "env" | "exec" | "folder" | "mixed" | "refused";

/** What k6, typed next in this shell, would do. */
export interface EffectHere {
  readonly inEffect: boolean;
  /** Name of the profile whose token k6 would use; undefined if it would use none that k6p knows. */
  readonly profile: string | undefined;
  readonly reason: EffectReason | undefined;
  /** What else there is to know, a sentence each. */
  readonly details: readonly string[];
  /** What makes this shell use what was written; each line leads to that. */
  readonly remedy: readonly string[];
}

/** Looks at what k6 would do in this shell, now that a profile has been (on a dry run: would be) written to a file. */
export async function effectHere(
  engine: Parts<"host" | "privateConfigs"> & Needs<typeof outlookHere>,
  profile: Profile,
  written: K6ConfigSnapshot,
): Promise<EffectHere> {
  const { env } = engine.host;
  const { location: file } = written;
  const outlook = await outlookHere(engine, { snapshot: written });
  const readsFile = outlook.location.path === file.path;
  const isPrivate = outlook.file.isPrivate;
  const used = outlook.isWrapped ? outlook.folder?.profile : outlook.kind === "outlook" ? outlook.profile : undefined;
  const effect = { inEffect: false, profile: used?.name, details: [], remedy: [] };
  if (file.source === "--config" && !readsFile)
    return { ...effect, reason: "other-file", remedy: [`k6 --config ${file.path} …`] };
  if (outlook.kind === "refused")
    return {
      ...effect,
      reason: "refused",
      details: [`k6 cannot use ${outlook.name}: ${outlook.reason}.`],
      remedy: outlook.source === "env" ? [`unset ${outlook.name}`] : [],
    };
  const isUsed = used?.id === profile.id && (outlook.isWrapped || outlook.state === "whole");
  if (isUsed) return { ...effect, inEffect: true, reason: undefined, details: detailsOf(outlook) };
  if (outlook.isWrapped)
    return {
      ...effect,
      reason: "folder",
      remedy: [`k6p exec ${profile.name} -- k6 …`, `k6p use --here ${profile.name}`],
    };
  if (isPrivate || env[BEFORE_VARIABLE] !== undefined) {
    const reason = isPrivate && env[SUBSHELL_VARIABLE] ? "shell" : env[BEFORE_VARIABLE] === undefined ? "exec" : "env";
    return { ...effect, reason, remedy: await waysOutOf(engine, reason, profile.name) };
  }
  const details = outlook.findings.filter(({ level }) => level !== "info").map(({ message }) => message);
  const remedy = await unsetting(engine, profile, written);
  return { ...effect, reason: "mixed", details, remedy };
}

/** The variables without which k6 would use the profile; each choice is tried, the smallest first. */
async function unsetting(
  engine: Needs<typeof outlookHere>,
  profile: Profile,
  written: K6ConfigSnapshot,
): Promise<readonly string[]> {
  const { env } = engine.host;
  const set = [...STALE_VARIABLES, CLOUD_OPTION_VARIABLE, COLLECTORS_VARIABLE].filter(
    (name) => env[name] !== undefined,
  );
  const choices = [...set.map((name) => [name]), set.filter((name) => name !== PROJECT_VARIABLE), set];
  for (const names of choices.filter(({ length }) => length > 0)) {
    const without = Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
    const after = await outlookHere(engine, { env: without, snapshot: written });
    if (after.kind === "outlook" && after.state === "whole" && after.profile?.id === profile.id)
      return [`unset ${names.join(" ")}`];
  }
  return [];
}

/** What a user may not expect though k6 uses the profile: a project of the environment, a bound folder. */
function detailsOf(outlook: Extract<OutlookHere, { kind: "outlook" }>): readonly string[] {
  if (outlook.isWrapped) return [];
  return outlook.findings.map(({ message }) => message);
}

async function waysOutOf(
  engine: Parts<"host">,
  reason: "shell" | "env" | "exec",
  name: string,
): Promise<readonly string[]> {
  const { shellLine } = await import("./shell-line.ts");
  const here = engine.host.env[HOOK_VARIABLE]
    ? [`k6p use --here ${name}`]
    : [await shellLine(engine, `k6p env ${name}`)];
  if (reason === "shell") return ["exit", ...here];
  if (reason === "exec") return [`k6p exec ${name} -- COMMAND`, ...here];
  return [await shellLine(engine, "k6p env --unset"), ...here];
}
