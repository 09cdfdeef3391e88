/** What every call of a store takes. */
export interface StoreCall {
  /** The call ends by then, whatever the store does; the time that the user takes to type a passphrase does not count. */
  readonly deadlineMs: number;
  /** Whether the store may ask the user something (an unlock dialog, a passphrase). */
  readonly interactive: boolean;
}
