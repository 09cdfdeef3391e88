import { editIdentity } from "../k6-config/edit-identity.ts";
import { STALE_VARIABLES } from "../k6-config/k6-cloud-variables.ts";
import { Secret } from "../secrets/secret.ts";
import type { Outlook, RefusedOutlook } from "./outlook.ts";
import { OUTLOOK_FIELDS } from "./outlook-field.ts";
import type { OutlookSources } from "./outlook-sources.ts";

/** What a private copy of k6p is left by. */
const LEAVE = 'eval "$(k6p env --unset)"';

/**
 * What leads out of a mixed outlook, in words that can be typed. Each way is tried: only those after which everything belongs together are
 * returned.
 */
export function waysOut(
  sources: OutlookSources,
  outlook: Outlook,
  lookAgain: (sources: OutlookSources) => Outlook | RefusedOutlook,
): readonly string[] {
  const isGood = (changed: OutlookSources): boolean => {
    const after = lookAgain(changed);
    return after.kind === "outlook" && after.state === "whole";
  };
  const unsetting = [foreignVariables(outlook), namesIn(sources, STALE_VARIABLES)]
    .filter((names) => names.length > 0 && isGood({ ...sources, env: without(sources, names) }))
    .slice(0, 1)
    .map((names) => `unset ${names.join(" ")}`);
  const writing = waysByFile(sources, outlook).filter(({ changed }) => isGood(changed));
  return [...unsetting, ...writing.map(({ words }) => words), ...(outlook.file.isPrivate ? [LEAVE] : [])];
}

/** The variables that say something that does not belong to the token's profile. */
function foreignVariables({ fields }: Outlook): readonly string[] {
  const places = OUTLOOK_FIELDS.flatMap((field) => {
    const { source, place, belongs } = fields[field];
    return source === "env" && !belongs && place !== undefined ? [place] : [];
  });
  return [...new Set(places)];
}

function namesIn({ env }: OutlookSources, names: readonly string[]): readonly string[] {
  return names.filter((name) => env[name] !== undefined);
}

function without({ env }: OutlookSources, names: readonly string[]): OutlookSources["env"] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** Using the profile writes its whole identity, which helps where the file is at fault. */
function waysByFile(
  sources: OutlookSources,
  { profile, fields, file }: Outlook,
): readonly { readonly words: string; readonly changed: OutlookSources }[] {
  const { value } = fields.token;
  if (profile === undefined || file.isPrivate || !(value instanceof Secret)) return [];
  if (file.source === "--config" || file.source === "legacy") return [];
  const { bytes } = editIdentity(file.bytes, { ...profile.identity, token: value }, file.path);
  return [{ words: `k6p use ${profile.name}`, changed: { ...sources, file: { ...file, bytes } } }];
}
