import { K6pError } from "../../errors/k6p-error.ts";
import { sanitizeText } from "../../errors/sanitize-text.ts";
import { isProfileName } from "../../profiles/profile-name.ts";
import { type CheckedContent, type ContentFault, invalid } from "../content-fault.ts";
import { type ExtendsReference, parseExtendsReference } from "../merge/extends-reference.ts";
import { parseAge } from "./parse-age.ts";
import { readDefinition } from "./read-definition.ts";
import { readRecipients } from "./read-recipients.ts";
import type { Placed, ProfileDefinition, TeamPolicy, TeamRecipient } from "../team-file.ts";
import type { TeamFileValue } from "./team-schema.ts";
import { entryOf, offsetOf, type TextEntry, type TextMap } from "./text-node.ts";
import type { TextPlaces } from "./text-places.ts";

interface Source {
  readonly value: TeamFileValue;
  readonly places: TextPlaces;
}

/** Reads a value that matches the schema and checks what the schema cannot: names, stacks, hosts, references. */
export function readTeamContent(root: TextMap, { value, places }: Source): CheckedContent {
  const faults: ContentFault[] = [];

  function placed<Value>(path: readonly (string | number)[], placedValue: Value): Placed<Value> {
    return { value: placedValue, place: places.at(offsetOf(root, path)) };
  }

  function attempt<Value>(path: readonly (string | number)[], action: () => Value): Value | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      faults.push(invalid(offsetOf(root, path), `${path.join(".")}: ${error.message.replace(/\.$/, "")}`));
      return undefined;
    }
  }

  function requireName(name: string, path: readonly (string | number)[]): void {
    if (!isProfileName(name)) faults.push(invalid(offsetOf(root, path), `${path.join(".")}: ${namesRule(name)}`));
  }

  function definitions(): readonly ProfileDefinition[] {
    const node = entryOf(root, "profiles")?.value;
    const entries = node?.kind === "map" ? node.entries : [];
    faults.push(...nameFaults(entries));
    return entries.flatMap((entry) => {
      const definition = Object.hasOwn(value.profiles ?? {}, entry.key) ? value.profiles?.[entry.key] : undefined;
      if (definition === undefined) return [];
      return readDefinition(entry, { definition, places, attempt });
    });
  }

  function references(): readonly Placed<ExtendsReference>[] {
    return (value.extends ?? []).flatMap((text, index) => {
      const reference = parseExtendsReference(text);
      if (reference.kind !== "fault") return placed(["extends", index], reference);
      faults.push(invalid(offsetOf(root, ["extends", index]), `extends: ${reference.reason}`));
      return [];
    });
  }

  function policy(): TeamPolicy {
    const { maxTokenAge, requireProtected = [], allowedHosts } = value.policy ?? {};
    for (const [index, name] of requireProtected.entries()) requireName(name, ["policy", "requireProtected", index]);
    return {
      maxTokenAge: maxTokenAge === undefined ? undefined : placed(["policy", "maxTokenAge"], parseAge(maxTokenAge)),
      requireProtected: requireProtected.map((name, index) => placed(["policy", "requireProtected", index], name)),
      allowedHosts: allowedHosts === undefined ? undefined : placed(["policy", "allowedHosts"], allowedHosts),
    };
  }

  function recipients(): Placed<readonly TeamRecipient[]> | undefined {
    if (value.recipients === undefined) return undefined;
    const list = readRecipients(entryOf(root, "recipients")?.value);
    faults.push(...list.faults);
    return placed(["recipients"], list.recipients);
  }

  if (value.default !== undefined) requireName(value.default, ["default"]);
  const content = {
    profiles: definitions(),
    default: value.default === undefined ? undefined : placed(["default"], value.default),
    extends: references(),
    recipients: recipients(),
    policy: policy(),
  };
  return { content, faults };
}

function nameFaults(entries: readonly TextEntry[]): readonly ContentFault[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ key, keyStart }) => {
    if (!isProfileName(key)) return invalid(keyStart, `profiles: ${namesRule(key)}`);
    const other = seen.get(key.toLowerCase());
    seen.set(key.toLowerCase(), key);
    if (other === undefined) return [];
    return invalid(keyStart, `profiles: ${other} and ${key} are the same name: case is ignored`);
  });
}

function namesRule(name: string): string {
  return `${JSON.stringify(sanitizeText(name, 64))} is not a valid profile name (1 to 64 letters, digits, dots, dashes or underscores, starting with a letter or digit; names reserved by an operating system are not allowed)`;
}
