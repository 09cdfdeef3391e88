import type { Environment } from "../host/host.ts";
import { isAtLeast, type K6Version } from "../k6-config/k6-version.ts";
import { readOutputs } from "../k6-config/read-outputs.ts";
import type { K6Words } from "./k6-words.ts";
import type { OutlookFile, OutlookProfile, OutlookValue } from "./outlook.ts";
import type { OutlookField } from "./outlook-field.ts";

/** An outlook on its way: what decides, and what was judged of it. */
export interface Situation {
  readonly words: K6Words;
  readonly file: OutlookFile;
  /** As k6 sees it. */
  readonly env: Environment;
  readonly version: K6Version | undefined;
  readonly owner: OutlookProfile | undefined;
  readonly fields: Readonly<Record<OutlookField, OutlookValue>>;
}

/** Whether `k6 run` sends its results to the cloud: by `-o`, else by the variable, else by the file. */
export function streamsToCloud({ words, file, env }: Pick<Situation, "words" | "file" | "env">): boolean {
  if (words.command !== "run") return false;
  const outputs = words.outputs.length > 0 ? words.outputs : readOutputs(file.bytes, env);
  return outputs.includes("cloud");
}

/** Whether a request carries the ID of the stack, and so the project that is its default. */
export function sendsStack(situation: Pick<Situation, "words" | "file" | "env" | "version">): boolean {
  return !streamsToCloud(situation) && isAtLeast(situation.version, [1, 6]);
}

/** Whether the results of a run on this machine go to a run that exists already. */
export function usesExistingRun(situation: Situation): boolean {
  const { words, fields } = situation;
  const { value, place } = fields.pushRefId;
  if (value === undefined) return false;
  const isByRunId = place === "K6_CLOUDRUN_TEST_RUN_ID";
  return streamsToCloud(situation) || (words.command === "cloud-local" && !isByRunId);
}
