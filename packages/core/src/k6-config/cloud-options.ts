import type { Environment } from "../host/host.ts";
import { NO_CLOUD_FIELDS, readCloudFields } from "./cloud-fields.ts";
import type { IdentityLayer, RefusedIdentity, ValueSource } from "./identity-layer.ts";
import { CLOUD_OPTION_VARIABLE } from "./k6-cloud-variables.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { isAtLeast, type K6Version } from "./k6-version.ts";
import type { JsonMember } from "../json-text/read-json-object.ts";
import { readJsonObject } from "../json-text/read-json-object.ts";
import { JsonFault, scanJson, skipBlanks } from "../json-text/scan-json.ts";

/** The identity part of `options.cloud` of a script; one without any key stands for a script without that option. */
export interface ScriptOptions {
  readonly token?: string | null;
  readonly stackID?: number | string | null;
  readonly projectID?: number | string | null;
  readonly name?: string | null;
}

export interface CloudOptionSources {
  readonly document: K6ConfigDocument | undefined;
  readonly script: ScriptOptions;
  readonly legacyScript: ScriptOptions;
  readonly env: Environment;
  readonly version: K6Version | undefined;
}

interface OptionSource {
  readonly source: ValueSource;
  readonly name: string;
  /** JSON, one character a byte. */
  readonly json: string;
}

/**
 * What the option `cloud` says, of which k6 takes one as a whole: the environment's, else the script's, else the configuration file's; k6 1
 * takes `ext.loadimpact` of the script or the file where there is none.
 */
export function readCloudOptions(sources: CloudOptionSources): IdentityLayer | RefusedIdentity | undefined {
  const option = chooseOption(sources);
  if (option === undefined) return undefined;
  const { source, name, json } = option;
  try {
    const { token, stackID, projectID, name: title } = readOption(json);
    return {
      kind: "layer",
      source,
      fields: { ...NO_CLOUD_FIELDS, token, stackID, projectID, name: title },
      placeOf: (field) => (source === "env" ? name : `${name}.${field}`),
    };
  } catch (error) {
    if (error instanceof JsonFault) return { kind: "refused", source, name, reason: error.message };
    throw error;
  }
}

function chooseOption({ document, script, legacyScript, env, version }: CloudOptionSources): OptionSource | undefined {
  const variable = env[CLOUD_OPTION_VARIABLE];
  if (variable !== undefined) return { source: "env", name: CLOUD_OPTION_VARIABLE, json: latin1(variable) };
  const inFile = (name: string, member: JsonMember | undefined): OptionSource | undefined =>
    document === undefined || member === undefined
      ? undefined
      : { source: "config-options", name, json: document.text.slice(member.valueStart, member.end) };
  const cloud = ofScript("options.cloud", script) ?? inFile("cloud", document?.options);
  if (cloud !== undefined || isAtLeast(version, [2, 0])) return cloud;
  return ofScript("options.ext.loadimpact", legacyScript) ?? inFile("ext.loadimpact", document?.legacyOptions);
}

function ofScript(name: string, options: ScriptOptions): OptionSource | undefined {
  return Object.keys(options).length === 0
    ? undefined
    : { source: "script", name, json: latin1(JSON.stringify(options)) };
}

function readOption(json: string): ReturnType<typeof readCloudFields> {
  const start = skipBlanks(json, 0);
  const end = skipBlanks(json, scanJson(json, start));
  if (end < json.length) throw new JsonFault(end, "it goes on after the end of the JSON");
  const object = readJsonObject(json, start);
  if (object === undefined && !json.startsWith("null", start)) throw new JsonFault(start, "it is not a JSON object");
  return readCloudFields(json, object);
}

function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
