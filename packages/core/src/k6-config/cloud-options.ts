import type { Environment } from "../host/host.ts";
import { NO_CLOUD_FIELDS, readCloudFields } from "./cloud-fields.ts";
import type { IdentityLayer, RefusedIdentity, ValueSource } from "./identity-layer.ts";
import { CLOUD_OPTION_VARIABLE } from "./k6-cloud-variables.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { readJsonObject } from "../json-text/read-json-object.ts";
import { JsonFault, scanJson, skipBlanks } from "../json-text/scan-json.ts";

/** The identity part of `options.cloud` of a script; one without any key stands for a script without that option. */
export interface ScriptOptions {
  readonly token?: string | null;
  readonly stackID?: number | string | null;
  readonly projectID?: number | string | null;
}

export interface CloudOptionSources {
  readonly document: K6ConfigDocument | undefined;
  readonly script: ScriptOptions;
  readonly env: Environment;
}

interface OptionSource {
  readonly source: ValueSource;
  readonly name: string;
  /** JSON, one character a byte. */
  readonly json: string;
}

/** What the option `cloud` says of which k6 takes one as a whole: the environment's, else the script's, else the configuration file's. */
export function readCloudOptions(sources: CloudOptionSources): IdentityLayer | RefusedIdentity | undefined {
  const option = chooseOption(sources);
  if (option === undefined) return undefined;
  const { source, name, json } = option;
  try {
    const { token, stackID, projectID } = readOption(json);
    const variableOf = source === "env" ? () => name : undefined;
    return {
      kind: "layer",
      source,
      fields: { ...NO_CLOUD_FIELDS, token, stackID, projectID },
      ...(variableOf && { variableOf }),
    };
  } catch (error) {
    if (error instanceof JsonFault) return { kind: "refused", source, name, reason: error.message };
    throw error;
  }
}

function chooseOption({ document, script, env }: CloudOptionSources): OptionSource | undefined {
  const variable = env[CLOUD_OPTION_VARIABLE];
  if (variable !== undefined) return { source: "env", name: CLOUD_OPTION_VARIABLE, json: latin1(variable) };
  if (Object.keys(script).length > 0)
    return { source: "script", name: "options.cloud", json: latin1(JSON.stringify(script)) };
  const member = document?.options;
  if (document === undefined || member === undefined) return undefined;
  return { source: "config-options", name: "cloud", json: document.text.slice(member.valueStart, member.end) };
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
