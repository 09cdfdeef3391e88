import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { type Profile, PROFILE_VERSION, profileFileSchema } from "./profile.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the text of a profile's file. Throws `PROFILE_TOO_NEW` when a newer k6p wrote it and `PROFILE_INVALID` with the first
 * error otherwise; `path` only appears in the error.
 */
export function parseProfileFile(text: string, file: { readonly name: string; readonly path: string }): Profile {
  const { version, ...settings } = check(parseObject(text, file), file);
  return { name: file.name, ...settings };
}

/**
 * The text of a profile's file. `previous` is the text that it replaces: k6p keeps unknown keys, and their order.
 * Throws `PROFILE_INVALID` when a setting is not valid.
 */
export function formatProfileFile(profile: Profile, previous?: string): string {
  const { name, ...settings } = profile;
  const kept: Record<string, unknown> = previous === undefined ? {} : { ...asObject(JSON.parse(previous)) };
  for (const key of Object.keys(profileFileSchema.entries)) if (key in kept && !(key in settings)) delete kept[key];
  const content = withoutDefaults({ version: PROFILE_VERSION, ...kept, ...settings });
  const fault = faultOf(content);
  if (fault === undefined) return `${JSON.stringify(content, null, 2)}\n`;
  throw new K6pError("PROFILE_INVALID", {
    message: `Profile ${name} cannot be saved: ${fault}.`,
    remedy: ["Correct that setting and try again. Nothing was written."],
    details: { profile: name },
  });
}

/** Throws `PROFILE_INVALID` when a profile could not be written. */
export function checkProfile(profile: Profile): void {
  formatProfileFile(profile);
}

function withoutDefaults(content: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(content).filter(
    ([key, value]) =>
      value !== undefined &&
      !(key === "tags" && Array.isArray(value) && value.length === 0) &&
      !(key === "protected" && value === false),
  );
  return Object.fromEntries(entries);
}

function parseObject(text: string, file: { readonly name: string; readonly path: string }): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(file, `it is not JSON (${error instanceof Error ? error.message : "unknown error"})`);
  }
  const object = asObject(value);
  if (object === undefined) throw invalid(file, "it is not a JSON object");
  return object;
}

function asObject(value: unknown): JsonObject | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
}

function check(content: JsonObject, file: { readonly name: string; readonly path: string }) {
  const { version } = content;
  if (typeof version === "number" && version > PROFILE_VERSION) {
    throw new K6pError("PROFILE_TOO_NEW", {
      message: `Profile ${file.name} (${file.path}) has version ${version}, but this k6p supports versions up to ${PROFILE_VERSION}. Nothing was changed.`,
      remedy: ["Update k6p to use this profile."],
      details: { profile: file.name, file: file.path, version },
    });
  }
  const result = v.safeParse(profileFileSchema, content);
  if (result.success) return result.output;
  throw invalid(file, faultText(result.issues[0]));
}

function faultOf(content: JsonObject): string | undefined {
  const result = v.safeParse(profileFileSchema, content);
  return result.success ? undefined : faultText(result.issues[0]);
}

function faultText(issue: v.BaseIssue<unknown>): string {
  return issue.path === undefined ? issue.message : `${v.getDotPath(issue) ?? "somewhere"}: ${issue.message}`;
}

function invalid(file: { readonly name: string; readonly path: string }, fault: string): K6pError {
  return new K6pError("PROFILE_INVALID", {
    message: `Profile ${file.name} cannot be read: ${fault}.`,
    remedy: [
      `Fix ${file.path} in an editor, or remove it and add the profile again: k6p profile add ${file.name} --stack STACK`,
    ],
    details: { profile: file.name, file: file.path },
  });
}
