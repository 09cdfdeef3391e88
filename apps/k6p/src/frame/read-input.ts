import { K6pError } from "@k6p/core/errors/k6p-error";
import { nearestName } from "@k6p/core/profiles/nearest-name";
import type { AnyCommand } from "./command-definition.ts";
import { type ArgumentParameter, type ChoiceParameter, type FlagParameter, parameterName } from "./parameters.ts";
import { quoteWord, usageError } from "./usage-error.ts";

/** The words of a command line, assigned to arguments and flags but not yet read. Keys are those of the declarations. */
export interface RawInput {
  readonly args: Readonly<Record<string, RawValue>>;
  readonly flags: Readonly<Record<string, RawValue>>;
  /** The words after the first `--`; undefined when there is no `--`. */
  readonly afterDashes: readonly string[] | undefined;
}

type RawValue = string | boolean | readonly string[] | undefined;

/** Turns raw words into the input that a command declares. Throws `USAGE`. */
export function readInput(id: string, definition: AnyCommand, raw: RawInput): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [key, parameter] of Object.entries(definition.args)) {
    const value = parameter.kind === "afterDashes" ? raw.afterDashes : raw.args[key];
    input[key] = readValue({ id, parameter, title: argumentTitle(key, parameter) }, value);
  }
  for (const [key, parameter] of Object.entries(definition.flags)) {
    input[key] = readValue({ id, parameter, title: `--${parameterName(key)}` }, raw.flags[key]);
    if (isGiven(raw.flags[key])) checkCompany(id, { key, parameter, raw });
  }
  return input;
}

/** Throws the explanation of a refused flag if the words contain one, as `--flag` or `--flag=value`. */
export function refuseFlags(definition: AnyCommand, words: readonly string[]): void {
  for (const [key, parameter] of Object.entries(definition.flags)) {
    if (parameter.kind !== "refused") continue;
    const name = `--${parameterName(key)}`;
    if (!words.some((word) => word === name || word.startsWith(`${name}=`))) continue;
    const { code, message, remedy } = parameter.refusal;
    throw new K6pError(code, { message, remedy });
  }
}

export function argumentTitle(key: string, parameter: ArgumentParameter): string {
  return parameter.label ?? parameterName(key).toUpperCase();
}

type Choices = Pick<ChoiceParameter<unknown>, "options" | "aliases">;

interface Subject {
  readonly id: string;
  readonly parameter: ArgumentParameter | FlagParameter;
  readonly title: string;
}

function readValue(subject: Subject, raw: RawValue): unknown {
  const { id, parameter, title } = subject;
  if (parameter.kind === "refused") return undefined;
  if (parameter.kind === "switch") return parameter.negatable ? raw : raw === true;
  if (parameter.kind === "list" || parameter.kind === "words" || parameter.kind === "afterDashes")
    return readWords(subject, raw);
  if (raw === undefined && parameter.required) throw usageError(`${title} is missing.`, id);
  if (typeof raw !== "string") return parameter.default;
  if (parameter.kind === "integer") return readInteger(subject, raw, parameter);
  return parameter.kind === "choice" ? readChoice(subject, raw, parameter) : raw;
}

function readChoice({ id, title }: Subject, raw: string, { options, aliases = {} }: Choices): string {
  const option = Object.hasOwn(aliases, raw) ? aliases[raw] : raw;
  if (option !== undefined && options.includes(option)) return option;
  const nearest = nearestName(raw, options);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw usageError(`${title} must be one of ${options.join(", ")}, not ${quoteWord(raw)}.${hint}`, id);
}

function readWords({ id, parameter, title }: Subject, raw: RawValue): readonly string[] {
  const words = isList(raw) ? raw : [];
  if (words.length > 0 || !("required" in parameter) || !parameter.required) return words;
  throw usageError(parameter.kind === "afterDashes" ? `${title} is missing after --.` : `${title} is missing.`, id);
}

function readInteger(
  { id, title }: Subject,
  raw: string,
  range: { readonly min: number; readonly max: number },
): number {
  const value = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
  if (value >= range.min && value <= range.max) return value;
  throw usageError(`${title} must be a whole number from ${range.min} to ${range.max}, not ${quoteWord(raw)}.`, id);
}

function checkCompany(
  id: string,
  { key, parameter, raw }: { key: string; parameter: FlagParameter; raw: RawInput },
): void {
  if (parameter.kind === "refused") return;
  for (const other of parameter.exclusive ?? []) {
    if (!isGiven(raw.flags[other])) continue;
    throw usageError(`You cannot use --${parameterName(key)} together with --${parameterName(other)}.`, id);
  }
  for (const other of parameter.dependsOn ?? []) {
    if (isGiven(raw.flags[other])) continue;
    throw usageError(`--${parameterName(key)} also needs --${parameterName(other)}.`, id);
  }
}

function isGiven(value: RawValue): boolean {
  return value !== undefined && value !== false && !(isList(value) && value.length === 0);
}

function isList(value: RawValue): value is readonly string[] {
  return Array.isArray(value);
}
