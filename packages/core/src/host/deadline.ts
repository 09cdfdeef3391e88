import type { Host } from "./host.ts";

/** A time span that several steps share; it starts when it is made. */
export class Deadline {
  readonly #clock: Pick<Host["clock"], "monotonicMs">;
  readonly #end: number;
  readonly totalMs: number;

  constructor({ clock }: { readonly clock: Pick<Host["clock"], "monotonicMs"> }, totalMs: number) {
    this.#clock = clock;
    this.totalMs = totalMs;
    this.#end = clock.monotonicMs() + totalMs;
  }

  /** Whole milliseconds, at least 1: the last step still gets its turn, and ends because of the deadline rather than an error. */
  remainingMs(): number {
    return Math.max(1, Math.ceil(this.#end - this.#clock.monotonicMs()));
  }
}
