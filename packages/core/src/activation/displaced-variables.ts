import * as v from "valibot";
import { digest } from "../host/digest.ts";
import type { Environment } from "../host/host.ts";
import { Secret } from "../secrets/secret.ts";
import { BEFORE_VARIABLE } from "../host/k6p-variables.ts";

const VERSION = "1.";

/** By name: the value before, and a check of the value that replaced it; null stands for an unset variable. */
const memorySchema = v.record(v.string(), v.tuple([v.nullable(v.string()), v.nullable(v.string())]));

type Memory = v.InferOutput<typeof memorySchema>;

/**
 * The environment as it was before the variables were displaced. A variable that was changed since keeps its new value. Undefined when the
 * record in `K6P_BEFORE` is not readable, or names a variable that is not among `names`.
 */
export function undisplaced(env: Environment, names: readonly string[]): Environment | undefined {
  const text = env[BEFORE_VARIABLE];
  if (text === undefined) return env;
  const memory = decode(text);
  if (memory === undefined || !Object.keys(memory).every((name) => names.includes(name))) return undefined;
  const stillOurs = Object.entries(memory).filter(([name, [, check]]) => checkOf(name, env[name]) === check);
  const before = Object.fromEntries(stillOurs.map(([name, [value]]) => [name, value ?? undefined]));
  return { ...env, ...before, [BEFORE_VARIABLE]: undefined };
}

/** The record of an environment that is about to get new values. It may contain a token, but encoded, so that it does not look like one. */
export function encodeDisplaced(
  before: Environment,
  values: Readonly<Record<string, string | Secret | undefined>>,
): string {
  const memory: Memory = {};
  for (const [name, value] of Object.entries(values)) {
    const text = value instanceof Secret ? value.reveal() : value;
    if (text !== before[name]) memory[name] = [before[name] ?? null, checkOf(name, text)];
  }
  return VERSION + Buffer.from(JSON.stringify(memory)).toString("base64url");
}

function decode(text: string): Memory | undefined {
  if (!text.startsWith(VERSION)) return undefined;
  try {
    const json: unknown = JSON.parse(Buffer.from(text.slice(VERSION.length), "base64url").toString("utf8"));
    const result = v.safeParse(memorySchema, json);
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function checkOf(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  return digest(`${name}\0${value}`).toString("base64url").slice(0, 12);
}
