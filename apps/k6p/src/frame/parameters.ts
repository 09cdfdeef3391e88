import type { CandidateKind } from "@k6p/core/operations/profiles/list-candidates";

/** What a shell completes for the value: names of a kind, paths, or these words. */
export type CompletionHint = CandidateKind | "files" | "folders" | readonly string[];

/** What arguments and flags have in common; the command gets `Value`. */
interface ParameterBase<Value> {
  /** One line for the help, without a final full stop. */
  readonly summary: string;
  /** Only a type: what the command gets. */
  readonly value?: Value;
}

interface FlagTraits {
  /** One letter: `-f`. */
  readonly short?: string;
  /** Works, but help does not show it. */
  readonly hidden?: boolean;
  /** Keys of the flags that cannot be used together with this one. */
  readonly exclusive?: readonly string[];
  /** Keys of the flags that this one also needs. */
  readonly dependsOn?: readonly string[];
}

interface ValueTraits extends FlagTraits {
  /** Name of the value in the help, such as `FILE`; the name of the parameter if absent. */
  readonly label?: string;
  readonly complete?: CompletionHint;
}

export interface TextParameter<Value = string | undefined> extends ParameterBase<Value>, ValueTraits {
  readonly kind: "text";
  readonly required?: boolean;
  readonly default?: string;
}

export interface IntegerParameter<Value = number | undefined> extends ParameterBase<Value>, ValueTraits {
  readonly kind: "integer";
  readonly required?: boolean;
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}

export interface ChoiceParameter<Value = string | undefined> extends ParameterBase<Value>, ValueTraits {
  readonly kind: "choice";
  readonly options: readonly string[];
  /** Other spellings of the options, as name and option; they are accepted but not shown. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  readonly default?: string;
}

export interface ListParameter extends ParameterBase<readonly string[]>, ValueTraits {
  readonly kind: "list";
  readonly required?: boolean;
}

export interface SwitchParameter<Value = boolean> extends ParameterBase<Value>, FlagTraits {
  readonly kind: "switch";
  /** Whether `--no-NAME` exists; the value is undefined if neither is given. */
  readonly negatable: boolean;
}

export interface RefusedParameter extends ParameterBase<undefined> {
  readonly kind: "refused";
  readonly refusal: Refusal;
}

/** An argument that takes every word before `--`; it must be the only one there. */
export interface WordsParameter extends ParameterBase<readonly string[]> {
  readonly kind: "words";
  readonly label: string;
  readonly required: boolean;
  readonly complete?: CompletionHint;
}

export interface WordsAfterDashes extends ParameterBase<readonly string[]> {
  readonly kind: "afterDashes";
  readonly label: string;
  readonly required: boolean;
}

/** Why a flag that people try does not exist. The given value is never shown. */
export interface Refusal {
  readonly code: "TOKEN_ON_COMMAND_LINE" | "USAGE";
  readonly message: string;
  readonly remedy: readonly string[];
}

type ValueParameter = TextParameter<unknown> | IntegerParameter<unknown> | ChoiceParameter<unknown>;
export type ArgumentParameter = ValueParameter | WordsParameter | WordsAfterDashes;
export type FlagParameter = ValueParameter | ListParameter | SwitchParameter<unknown> | RefusedParameter;

type Always = { readonly required: true };
type Options<Parameter> = Omit<Parameter, "kind" | "value">;

export function text(options: Options<TextParameter> & (Always | { readonly default: string })): TextParameter<string>;
export function text(options: Options<TextParameter>): TextParameter;
export function text(options: Options<TextParameter>): TextParameter<unknown> {
  return { kind: "text", ...options };
}

type IntegerOptions = Omit<Options<IntegerParameter>, "min" | "max"> & { readonly min?: number; readonly max?: number };

/** A whole number from `min` (0) to `max` (2147483647). */
export function integer(options: IntegerOptions & (Always | { readonly default: number })): IntegerParameter<number>;
export function integer(options: IntegerOptions): IntegerParameter;
export function integer(options: IntegerOptions): IntegerParameter<unknown> {
  return { kind: "integer", min: 0, max: 2147483647, ...options };
}

type ChoiceOptions<Option extends string> = Omit<Options<ChoiceParameter>, "options" | "default"> & {
  readonly options: readonly Option[];
  readonly default?: NoInfer<Option>;
};

export function choice<const Option extends string>(
  options: ChoiceOptions<Option> & (Always | { readonly default: NoInfer<Option> }),
): ChoiceParameter<Option>;
export function choice<const Option extends string>(
  options: ChoiceOptions<Option>,
): ChoiceParameter<Option | undefined>;
export function choice(options: ChoiceOptions<string>): ChoiceParameter<unknown> {
  return { kind: "choice", ...options };
}

/** A flag that can be repeated. */
export function list(options: Options<ListParameter>): ListParameter {
  return { kind: "list", ...options };
}

/** A flag without a value. */
export function flag(
  options: Options<SwitchParameter> & { readonly negatable: true },
): SwitchParameter<boolean | undefined>;
export function flag(options: Omit<Options<SwitchParameter>, "negatable">): SwitchParameter;
export function flag(
  options: Omit<Options<SwitchParameter>, "negatable"> & { readonly negatable?: boolean },
): SwitchParameter<unknown> {
  return { kind: "switch", negatable: false, ...options };
}

/** A flag that does not exist, with an error that explains why. */
export function refused(refusal: Refusal): RefusedParameter {
  return { kind: "refused", summary: "", refusal };
}

/** All the words that are not flags, such as the names in `rm NAME…`. */
export function words(options: Options<WordsParameter>): WordsParameter {
  return { kind: "words", ...options };
}

/** All the words after the first `--`, untouched. */
export function afterDashes(options: {
  readonly summary: string;
  readonly label: string;
  readonly required: boolean;
}): WordsAfterDashes {
  return { kind: "afterDashes", ...options };
}

/** Name of a parameter on the command line: `stackId` is `stack-id`. */
export function parameterName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
