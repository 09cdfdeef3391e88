import { K6pError } from "../errors/k6p-error.ts";
import { readCloudFields } from "./cloud-fields.ts";
import { foldKey } from "./fold-key.ts";
import type { K6ConfigDocument, ObjectMember, OptionObject } from "./k6-config-document.ts";
import { type JsonMember, type JsonObject, readJsonObject } from "../json-text/read-json-object.ts";
import { JsonFault, scanJson, skipBlanks } from "../json-text/scan-json.ts";

/** The largest configuration file that k6p works on, in bytes. k6 itself has no limit. */
export const LARGEST_K6_CONFIG = 64 * 1024 * 1024;

/**
 * Reads the bytes of k6's configuration file exactly as k6 does. Throws `K6_CONFIG_UNREADABLE`, with the reason and its line and
 * column, for everything that k6 could not read either; `file` names the file in the message.
 */
export function parseK6Config(bytes: Uint8Array, file = "k6's configuration file"): K6ConfigDocument {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  try {
    return readDocument(text);
  } catch (error) {
    if (error instanceof JsonFault) throw unreadable(file, text, error);
    throw error;
  }
}

function readDocument(text: string): K6ConfigDocument {
  const root = readRoot(text);
  const members = root?.members ?? [];
  const collectors = members.filter(isNamed("COLLECTORS")).map((member) => withObject(text, member));
  for (const each of collectors) requireObject(text, each, "collectors");
  const clouds = collectors.flatMap((each) =>
    membersNamed(each.object, "cloud").map((member) => ({ ...withObject(text, member), holder: each })),
  );
  const used = lastIn(collectors, "cloud");
  const cloud = clouds.find(({ member }) => member === used);
  if (cloud !== undefined) requireObject(text, cloud, "collectors.cloud");
  const externals = members.filter(isNamed("EXT")).map((member) => withObject(text, member));
  for (const each of externals) requireObject(text, each, "ext");
  return {
    text,
    root,
    collectors,
    clouds: clouds.flatMap(({ member, object, holder }) =>
      root === undefined || object === undefined || holder.object === undefined
        ? []
        : {
            object,
            path: [
              { parent: root, member: holder.member },
              { parent: holder.object, member },
            ],
          },
    ),
    cloud: cloud && { member: cloud.member, object: cloud.object },
    fields: readCloudFields(text, cloud?.object),
    options: members.findLast(isNamed("CLOUD")),
    legacyOptions: lastIn(externals, "loadimpact"),
    optionObjects: root === undefined ? [] : optionObjects(text, root, externals),
  };
}

function optionObjects(text: string, root: JsonObject, externals: readonly ObjectMember[]): readonly OptionObject[] {
  const options = root.members.filter(isNamed("CLOUD")).map((member) => [{ parent: root, member }]);
  const legacy = externals.flatMap(({ member, object }) =>
    membersNamed(object, "loadimpact").map((inner) => [
      { parent: root, member },
      { parent: object ?? root, member: inner },
    ]),
  );
  const withName = (name: OptionObject["name"], paths: readonly OptionObject["path"][]): readonly OptionObject[] =>
    paths.flatMap((path) => {
      const object = readJsonObject(text, path.at(-1)?.member.valueStart ?? 0);
      return object === undefined ? [] : [{ name, path, object }];
    });
  return [...withName("cloud", options), ...withName("ext.loadimpact", legacy)];
}

function readRoot(text: string): JsonObject | undefined {
  if (text.length > LARGEST_K6_CONFIG) throw new JsonFault(0, `it is larger than ${LARGEST_K6_CONFIG} bytes`);
  if (text.startsWith("\u00ef\u00bb\u00bf"))
    throw new JsonFault(0, "it begins with a byte order mark, which k6 does not take");
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(text)) throw new JsonFault(0, "it is in UTF-16; k6 takes only UTF-8");
  const start = skipBlanks(text, 0);
  if (start === text.length) throw new JsonFault(0, "it is empty; an empty configuration is written {}");
  const rest = skipBlanks(text, scanJson(text, start));
  if (rest < text.length) throw new JsonFault(rest, "it goes on after the end of the JSON");
  const root = readJsonObject(text, start);
  if (root === undefined && !text.startsWith("null", start))
    throw new JsonFault(start, "it is JSON, but not an object");
  return root;
}

function withObject(text: string, member: JsonMember): ObjectMember {
  return { member, object: readJsonObject(text, member.valueStart) };
}

function requireObject(text: string, { member, object }: ObjectMember, name: string): void {
  if (object !== undefined || text.startsWith("null", member.valueStart)) return;
  throw new JsonFault(member.valueStart, `${name} is not an object`);
}

/** The names of struct fields are compared as Go folds them. */
function isNamed(folded: string): (member: JsonMember) => boolean {
  return (member) => foldKey(member.key) === folded;
}

/** The keys of a Go map are compared exactly. */
function membersNamed(object: JsonObject | undefined, key: string): readonly JsonMember[] {
  return object?.members.filter((member) => member.key === key) ?? [];
}

/** The entry of a Go map that is read from several members: they are merged, and a null forgets the ones before. */
function lastIn(maps: readonly ObjectMember[], key: string): JsonMember | undefined {
  const sinceNull = maps.slice(maps.findLastIndex(({ object }) => object === undefined) + 1);
  return sinceNull.flatMap(({ object }) => membersNamed(object, key)).at(-1);
}

function unreadable(file: string, text: string, { offset, message }: JsonFault): K6pError {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const lineStart = before.lastIndexOf("\n") + 1;
  const column = Array.from(Buffer.from(before.slice(lineStart), "latin1").toString("utf8")).length + 1;
  return new K6pError("K6_CONFIG_UNREADABLE", {
    message: `${file} cannot be read by k6: ${message} (line ${line}, column ${column}).`,
    remedy: [`Correct it at line ${line}, column ${column}; nothing was written to it.`],
    details: { file, line, column, reason: message },
  });
}
