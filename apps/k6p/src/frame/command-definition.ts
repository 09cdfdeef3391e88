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

/** The arguments and flags that the command gets: one object, with the keys of their declarations. */
export type Input<Args extends ArgumentParameters, Flags extends FlagParameters> = {
  readonly [Key in keyof Args | keyof Flags]: Key extends keyof Args
    ? ValueOf<Args[Key]>
    : Key extends keyof Flags
      ? ValueOf<Flags[Key]>
      : never;
};

/** A command: its arguments and flags, one call into the engine, and how the result is shown. */
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
  /** What `--json` prints, if it is not the result itself. */
  toJson?(result: Result): unknown;
  /** Does the work. Import the operation in here, so declaring a command loads nothing. */
  run(context: CommandContext, input: Input<Args, Flags>): Promise<Result>;
  /** The text for standard output; without it nothing is printed. Texts in `result` are already safe to print. */
  render?(result: Result, style: Style): string;
  /** The text only reports what the command changed; `--quiet` leaves it out. */
  readonly reportsChange?: true;
  /** Leaves what killed processes left to other commands: this one runs at each prompt or Tab. */
  readonly sweeps?: false;
  /** The output is for programs and keeps every byte of the result. */
  readonly verbatim?: boolean;
  /** Exit code of a run that threw nothing; 0 if absent. */
  exitCode?(result: Result): number;
  /** A signal that must end k6p, because it ended the command that k6p ran. */
  exitSignal?(result: Result): NodeJS.Signals | undefined;
}

/** Any command, where the types of its input and result do not matter. */
export type AnyCommand = CommandDefinition<ArgumentParameters, FlagParameters, unknown>;

export function defineCommand<const Args extends ArgumentParameters, const Flags extends FlagParameters, Result>(
  definition: CommandDefinition<Args, Flags, Result>,
): CommandDefinition<Args, Flags, Result> {
  return definition;
}
