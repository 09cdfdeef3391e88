import { K6pError } from "../errors/k6p-error.ts";
import { identityDifferences } from "./identity-differences.ts";
import { identityKeyOf, optionKeyOf } from "./identity-keys.ts";
import type { Identity } from "./identity.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import { type JsonObject, readJsonObject } from "../json-text/read-json-object.ts";
import { storedIdentity } from "./read-identity.ts";

export interface FinishedEdit {
  readonly before: K6ConfigDocument;
  readonly bytes: Uint8Array;
  readonly identity: Identity;
  readonly file: string | undefined;
}

/**
 * Reads the result of an edit again and compares: the identity must be the wanted one, and nowhere else one left over, and the
 * source of everything else must be what it was. Throws `K6_CONFIG_EDIT`.
 */
export function verifyEdit({ before, bytes, identity, file }: FinishedEdit): void {
  const after = reparse(bytes, file);
  const stored = storedIdentity(after.fields);
  const differences = identityDifferences(stored.identity, identity);
  if (differences.length > 0) throw failed(file, `${differences.join(", ")} would not be what was wanted`);
  if (stored.foreign.length > 0 || hasShadowedIdentity(after))
    throw failed(file, "values of another identity would be left over");
  const [others, othersAfter] = [otherSources(before), otherSources(after)];
  const same = others.length === othersAfter.length && others.every((source, index) => source === othersAfter[index]);
  if (!same) throw failed(file, "something besides the identity would be changed");
}

function reparse(bytes: Uint8Array, file: string | undefined): K6ConfigDocument {
  try {
    return parseK6Config(bytes, file);
  } catch (error) {
    throw failed(file, "k6 could no longer read it", error);
  }
}

function hasShadowedIdentity({ cloud, clouds, optionObjects }: K6ConfigDocument): boolean {
  const shadowed = clouds.filter(({ object }) => object !== cloud?.object).flatMap(({ object }) => object.members);
  const options = optionObjects.flatMap(({ object }) => object.members);
  return (
    shadowed.some(({ key }) => identityKeyOf(key) !== undefined) ||
    options.some(({ key }) => optionKeyOf(key) !== undefined)
  );
}

/** The source of every member that is not part of the identity; the objects on the way to it count by their members only. */
function otherSources({ text, root, collectors, clouds, optionObjects }: K6ConfigDocument): readonly string[] {
  const allClouds = collectors.flatMap(({ object }) => object?.members.filter(({ key }) => key === "cloud") ?? []);
  const opened = new Set([...collectors.map(({ member }) => member), ...allClouds].map(({ valueStart }) => valueStart));
  const keyOf = new Map<number, typeof identityKeyOf>(clouds.map(({ object }) => [object.start, identityKeyOf]));
  for (const { object, path } of optionObjects) {
    keyOf.set(object.start, optionKeyOf);
    for (const { member } of path.slice(0, -1)) opened.add(member.valueStart);
  }
  const sourcesIn = (object: JsonObject | undefined, path: string): readonly string[] =>
    (object?.members ?? []).flatMap((member) => {
      const isIdentity = keyOf.get(object?.start ?? -1)?.(member.key) !== undefined;
      if (isIdentity) return [];
      if (opened.has(member.valueStart) || keyOf.has(member.valueStart))
        return sourcesIn(readJsonObject(text, member.valueStart), `${path}${member.key} `);
      return `${path}${text.slice(member.start, member.end)}`;
    });
  return sourcesIn(root, "");
}

function failed(file = "k6's configuration file", reason = "", cause?: unknown): K6pError {
  return new K6pError("K6_CONFIG_EDIT", {
    message: `The edit of ${file} was given up: ${reason}. Nothing was written.`,
    remedy: ["This is a fault of k6p; please report it with the file, the token taken out."],
    details: { file, reason },
    cause,
  });
}
