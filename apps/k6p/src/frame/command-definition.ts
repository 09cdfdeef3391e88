import type { CommandContext } from "../context.ts";
import type { ArgumentParameter, FlagParameter } from "./parameters.ts";
import type { Style } from "../render/style.ts";

export type ArgumentParameters = Readonly<Record<string, ArgumentParameter>>;
export type FlagParameters = Readonly<Record<string, FlagParameter>>;

type ValueOf<Parameter> = Parameter extends { readonly value?: infer Value } ? Value : never;

export interface Example {
  readonly description: string;
  /** The whole line, beginning with `k6p`. */
  readonly command: string;
}

/** Arguments and flags as the command gets them: one object, by the keys of their declarations. */
export type Input<Args extends ArgumentParameters, Flags extends FlagParameters> = {
  readonly [Key in keyof Args | keyof Flags]: Key extends keyof Args
    ? ValueOf<Args[Key]>
    : Key extends keyof Flags
      ? ValueOf<Flags[Key]>
      : never;
};

/** A command: what its words mean, one call into the engine, and how the result is shown. */
export interface CommandDefinition<Args extends ArgumentParameters, Flags extends FlagParameters, Result> {
  /** One line, without a final full stop. */
  readonly summary: string;
  /** More about it; paragraphs are separated by an empty line. */
  readonly description?: string;
  readonly examples: readonly Example[];
  readonly hidden?: boolean;
  readonly args: Args;
  readonly flags: Flags;
  /** `false` where `--json` makes no sense. */
  readonly json?: false;
  /** What `--json` prints when that is not the result itself. */
  toJson?(result: Result): unknown;
  /** Does the work. Import the operation in here, so that declaring a command loads nothing. */
  run(context: CommandContext, input: Input<Args, Flags>): Promise<Result>;
  /** The text for standard output; without it nothing is printed. Texts in `result` have been made safe to print. */
  render?(result: Result, style: Style): string;
  /** Spares the start of the engine, where the command can mostly do without: it gets it by `context.loadEngine()`. */
  readonly lateEngine?: boolean;
  /** When the render's output is made for programs and must keep every byte of the result. */
  readonly verbatim?: boolean;
  /** Exit code of a run that threw nothing; 0 unless said otherwise. */
  exitCode?(result: Result): number;
  /** A signal that k6p must die of itself, because the command it ran did. */
  exitSignal?(result: Result): NodeJS.Signals | undefined;
}

/** Any command, once nobody needs to know its types any more. */
export type AnyCommand = CommandDefinition<ArgumentParameters, FlagParameters, unknown>;

export function defineCommand<const Args extends ArgumentParameters, const Flags extends FlagParameters, Result>(
  definition: CommandDefinition<Args, Flags, Result>,
): CommandDefinition<Args, Flags, Result> {
  return definition;
}
