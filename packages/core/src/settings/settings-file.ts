import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { type Settings, SETTINGS_VERSION, settingsFileSchema } from "./settings.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the text of the settings file. Throws `SETTINGS_TOO_NEW` or `SETTINGS_INVALID`; `path` only appears in the error. */
export function parseSettingsFile(text: string, path: string): Settings {
  const { store } = check(parseObject(text, path), path);
  return { store };
}

/**
 * The text with changed settings. `previous` is the text that it replaces: k6p keeps unknown keys, and their order. Throws
 * as `parseSettingsFile` does when that text is not a settings file.
 */
export function formatSettingsFile(settings: Settings, previous: string | undefined, path: string): string {
  const kept = previous === undefined ? { version: SETTINGS_VERSION } : parseObject(previous, path);
  check(kept, path);
  const content = { ...kept, ...settings };
  check(content, path);
  return `${JSON.stringify(content, null, 2)}\n`;
}

function check(content: JsonObject, path: string): v.InferOutput<typeof settingsFileSchema> {
  const { version } = content;
  if (typeof version === "number" && version > SETTINGS_VERSION) {
    throw new K6pError("SETTINGS_TOO_NEW", {
      message: `The settings file ${path} has version ${version}, but this k6p supports versions up to ${SETTINGS_VERSION}. Nothing was changed.`,
      remedy: ["Update k6p to use them."],
      details: { file: path, version },
    });
  }
  const result = v.safeParse(settingsFileSchema, content);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw invalid(path, place === null ? issue.message : `${place}: ${issue.message}`);
}

function parseObject(text: string, path: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(path, `they are not JSON (${error instanceof Error ? error.message : "unknown error"})`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid(path, "they are not a JSON object");
}

function invalid(path: string, fault: string): K6pError {
  return new K6pError("SETTINGS_INVALID", {
    message: `The settings in ${path} cannot be read: ${fault}.`,
    remedy: [`Fix ${path} in an editor, or remove it to use the defaults.`],
    details: { file: path },
  });
}
