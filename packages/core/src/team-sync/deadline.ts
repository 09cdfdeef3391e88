import type { Host } from "../host/host.ts";

/** A time span that several steps share. */
export class Deadline {
  readonly #host: Host;
  readonly #end: number;
  readonly milliseconds: number;

  constructor(host: Host, milliseconds: number) {
    this.#host = host;
    this.milliseconds = milliseconds;
    this.#end = host.clock.monotonicMs() + milliseconds;
  }

  /** At least 1, so that the next step ends by the deadline and not by a fault. */
  remainingMs(): number {
    return Math.max(1, Math.ceil(this.#end - this.#host.clock.monotonicMs()));
  }
}
