import type { AnyCommand } from "./command-definition.ts";
import { type FlagParameter, parameterName } from "./parameters.ts";
import type { RawInput } from "./read-input.ts";
import { splitAtDashes } from "./split-at-dashes.ts";

export interface PlainWords {
  readonly raw: RawInput;
  readonly json: boolean;
}

type FlagShape = Pick<FlagParameter, "kind"> & { readonly key: string };

/**
 * Sorts the words of a command line when they are so plain that every parser must understand them alike; undefined when
 * there is any doubt, which then is the full frame's to settle.
 */
export function parsePlainWords(definition: AnyCommand, words: readonly string[]): PlainWords | undefined {
  const { before, after } = splitAtDashes(definition, words);
  const shapes = flagShapes(definition);
  const flags: Record<string, string | boolean | string[]> = {};
  const positional: string[] = [];
  for (let index = 0; index < before.length; index++) {
    const word = before[index] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      positional.push(word);
      continue;
    }
    const [name = "", inline] = splitOnce(word);
    const shape = shapes.get(name);
    if (shape === undefined || shape.kind === "refused") return undefined;
    if (shape.kind === "switch") {
      if (inline !== undefined || flags[shape.key] !== undefined) return undefined;
      flags[shape.key] = true;
      continue;
    }
    const value = inline ?? before[++index];
    if (value === undefined || (inline === undefined && value.startsWith("-"))) return undefined;
    const previous = flags[shape.key];
    if (shape.kind === "list") flags[shape.key] = [...(Array.isArray(previous) ? previous : []), value];
    else if (previous === undefined) flags[shape.key] = value;
    else return undefined;
  }
  const args = nameArguments(definition, positional);
  if (args === undefined) return undefined;
  const { json = false, ...own } = flags;
  return { raw: { args, flags: own, afterDashes: after }, json: json === true };
}

/** `--name=value` in two; short flags with a value in the same word are left to the full frame. */
function splitOnce(word: string): readonly string[] {
  const at = word.indexOf("=");
  return at === -1 || !word.startsWith("--") ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function flagShapes(definition: AnyCommand): Map<string, FlagShape> {
  const shapes = new Map<string, FlagShape>();
  for (const [key, parameter] of Object.entries(definition.flags)) {
    shapes.set(`--${parameterName(key)}`, { key, kind: parameter.kind });
    if ("short" in parameter && parameter.short !== undefined)
      shapes.set(`-${parameter.short}`, { key, kind: parameter.kind });
  }
  if (definition.json !== false) shapes.set("--json", { key: "json", kind: "switch" });
  return shapes;
}

/** Undefined when there are more words than arguments that take one each. */
function nameArguments(definition: AnyCommand, positional: readonly string[]): RawInput["args"] | undefined {
  const keys = Object.entries(definition.args).flatMap(([key, { kind }]) =>
    kind === "words" || kind === "afterDashes" ? [] : [key],
  );
  if (positional.length > keys.length) return undefined;
  return Object.fromEntries(keys.map((key, index) => [key, positional[index]]));
}
