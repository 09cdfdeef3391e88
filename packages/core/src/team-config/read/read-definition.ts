import { parseApiHost } from "../../cloud-api/api-origin.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import { type ProfileDefinition, TEAM_SETTINGS, type TeamSetting } from "../team-file.ts";
import type { DefinitionValue } from "./team-schema.ts";
import { entryOf, type TextEntry } from "./text-node.ts";
import type { Place, TextPlaces } from "./text-places.ts";

interface Source {
  readonly definition: DefinitionValue;
  readonly places: TextPlaces;
  /** Runs an action for a path and turns an error into a fault. */
  attempt<Value>(path: readonly (string | number)[], action: () => Value): Value | undefined;
}

/** k6 silently drops parts of such a URL, so a reviewer would not see the real host. */
function parseStack(text: string): string {
  if (!text.includes("@")) return parseStackUrl(text);
  throw new K6pError("STACK_INVALID", {
    message: "The stack URL contains a user name, a password or an @ that hides its host.",
    remedy: ["Use only its slug (acme) or its https URL."],
  });
}

/** Reads one profile of a team file and normalizes its hosts and stack. */
export function readDefinition(entry: TextEntry, { definition, places, attempt }: Source): ProfileDefinition {
  const { stack, stackUrl, host, hostv6, ...settings } = definition;
  const path = ["profiles", entry.key];
  const stackKey = stackUrl === undefined ? "stack" : "stackUrl";
  const read = <Value>(key: string, text: string | undefined, parse: (text: string) => Value): Value | undefined =>
    text === undefined ? undefined : attempt([...path, key], () => parse(text));

  const found = {
    ...settings,
    stackUrl: read(stackKey, stackUrl ?? stack, parseStack),
    host: read("host", host, parseApiHost),
    hostv6: read("hostv6", hostv6, parseApiHost),
  };
  const placeOf = (key: TeamSetting): Place => {
    const at = entryOf(entry.value, key === "stackUrl" ? stackKey : key)?.keyStart ?? entry.keyStart;
    return places.at(at);
  };
  const given = TEAM_SETTINGS.filter((key) => found[key] !== undefined);
  return {
    name: entry.key,
    place: places.at(entry.keyStart),
    settings: Object.fromEntries(given.map((key) => [key, found[key]])),
    places: Object.fromEntries(given.map((key) => [key, placeOf(key)])),
  };
}
