import { K6pError } from "../errors/k6p-error.ts";
import { identityDifferences } from "./identity-differences.ts";
import { identityKeyOf } from "./identity-keys.ts";
import type { Identity } from "./identity.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import type { JsonMember, JsonObject } from "../json-text/read-json-object.ts";
import { storedIdentity } from "./read-identity.ts";

export interface FinishedEdit {
  readonly before: K6ConfigDocument;
  readonly bytes: Uint8Array;
  readonly identity: Identity;
  readonly file: string | undefined;
}

/**
 * Reads the result of an edit anew and compares: the identity must be the wanted one, and nowhere else one left over, and the
 * source of everything else must be what it was. Throws `K6_CONFIG_EDIT`.
 */
export function verifyEdit({ before, bytes, identity, file }: FinishedEdit): void {
  const after = reparse(bytes, file);
  const stored = storedIdentity(after.fields);
  const differences = identityDifferences(stored.identity, identity);
  if (differences.length > 0) throw failed(file, `${differences.join(", ")} would not be what was wanted`);
  if (stored.projectId !== undefined || hasShadowedIdentity(after))
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

function hasShadowedIdentity({ cloud, clouds }: K6ConfigDocument): boolean {
  const shadowed = clouds.filter((object) => object !== cloud?.object).flatMap(({ members }) => members);
  return shadowed.some(({ key }) => identityKeyOf(key) !== undefined);
}

/** The source of every member that is not part of the identity; the objects on the way to it count by their members only. */
function otherSources({ text, root, collectors, cloud, clouds }: K6ConfigDocument): readonly string[] {
  const opened = new Map<JsonMember, JsonObject | undefined>(collectors.map(({ member, object }) => [member, object]));
  const openedClouds = new Map<number, JsonObject | undefined>(clouds.map((object) => [object.start, object]));
  if (cloud !== undefined) openedClouds.set(cloud.member.valueStart, cloud.object);
  const sourceOf = ({ start, end }: JsonMember): string => text.slice(start, end);
  const inCloud = (object: JsonObject | undefined): readonly string[] =>
    (object?.members ?? [])
      .filter(({ key }) => identityKeyOf(key) === undefined)
      .map((member) => `cloud ${sourceOf(member)}`);
  const inCollectors = (object: JsonObject | undefined): readonly string[] =>
    (object?.members ?? []).flatMap((member) =>
      openedClouds.has(member.valueStart)
        ? inCloud(openedClouds.get(member.valueStart))
        : `collectors ${sourceOf(member)}`,
    );
  return (root?.members ?? []).flatMap((member) =>
    opened.has(member) ? inCollectors(opened.get(member)) : sourceOf(member),
  );
}

function failed(file = "k6's configuration file", reason = "", cause?: unknown): K6pError {
  return new K6pError("K6_CONFIG_EDIT", {
    message: `The edit of ${file} was given up: ${reason}. Nothing was written.`,
    remedy: ["This is a fault of k6p; please report it with the file, the token taken out."],
    details: { file, reason },
    cause,
  });
}
