/** A command that prints one secret of a password manager. */
export interface RecipeCommand {
  /** Program and arguments. */
  readonly words: readonly string[];
  readonly firstLine?: boolean;
  readonly field?: string | undefined;
}

/** How to ask one password manager for one secret. */
export interface Recipe {
  /** Name of the product. */
  readonly title: string;
  /** The form of WHERE. */
  readonly form: string;
  readonly example: string;
  /** Undefined when the text does not have the form. It contains no control character and does not begin with a dash. */
  build(where: string): RecipeCommand | undefined;
  /** What the program prints when it has no such secret. */
  readonly absent: RegExp;
}
