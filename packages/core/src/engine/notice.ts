/** Something the user should know while an operation runs. */
export interface Notice {
  /** `progress` is shown only at a terminal, and the next notice takes its place. */
  readonly level: "info" | "warning" | "progress";
  readonly message: string;
  /** What the user can do about it, one line each. */
  readonly remedy?: readonly string[];
}
