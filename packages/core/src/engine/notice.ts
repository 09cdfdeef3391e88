/** Something the user should know while an operation runs. */
export interface Notice {
  readonly level: "info" | "warning";
  readonly message: string;
  /** What the user can do about it, one line each. */
  readonly remedy?: readonly string[];
}
