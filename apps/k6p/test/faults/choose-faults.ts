import { everyFault, type Fault, type FaultKind, likelyFaults, type RecordedCall } from "./fault.ts";

/**
 * How many of the faults of a command are tried.
 *
 * - `every`: each kind at each call
 * - `likely`: a kill before each call and after the last one, and each way the call can fail on a real system
 * - `usual`: a kill before each call that changes what a folder or file is, and after the last one, and at every second call one of its
 *   likely kinds, another one at each next call of its name
 * - `sample`: a few of `usual`, of a few commands
 */
export type Thoroughness = "every" | "likely" | "usual" | "sample";

export const THOROUGHNESS: readonly Thoroughness[] = ["every", "likely", "usual", "sample"];

/** Calls before which nothing differs from how it is before the next call but an owner, a mode, or what a power loss would spare. */
const KEEPING: ReadonlySet<string> = new Set(["fsync", "chmod", "chown"]);

const SAMPLE_SIZE = 4;

export interface Choice {
  readonly thoroughness: Thoroughness;
  /** Moves the kinds of `usual` and the calls of `sample`, so that commands differ in what is tried. */
  readonly turn: number;
}

export function chooseFaults(calls: readonly RecordedCall[], { thoroughness, turn }: Choice): readonly Fault[] {
  const kinds = kindsInTurn(thoroughness, turn);
  const kills =
    thoroughness === "usual" || thoroughness === "sample" ? calls.filter(({ call }) => !KEEPING.has(call)) : calls;
  const faults = calls.flatMap((at): readonly Fault[] => [
    ...(kills.includes(at) ? [{ at, kind: "kill-before" } as const] : []),
    ...kinds(at).map((kind) => ({ at, kind })),
  ]);
  const last = calls.at(-1);
  const all: readonly Fault[] = last === undefined ? [] : [...faults, { at: last, kind: "kill-after" }];
  return thoroughness === "sample" ? spread(all, turn) : all;
}

function kindsInTurn(thoroughness: Thoroughness, turn: number): (at: RecordedCall) => readonly FaultKind[] {
  if (thoroughness === "every") return ({ call }) => everyFault(call);
  if (thoroughness === "likely") return ({ call }) => likelyFaults(call);
  const turns = new Map<string, number>();
  return ({ call, number }) => {
    if ((number + turn) % 2 === 0) return [];
    const own = turns.get(call) ?? turn;
    turns.set(call, own + 1);
    const likely = likelyFaults(call);
    const kind = likely[own % likely.length];
    return kind === undefined ? [] : [kind];
  };
}

function spread(faults: readonly Fault[], turn: number): readonly Fault[] {
  const step = Math.max(1, Math.floor(faults.length / SAMPLE_SIZE));
  return faults.filter((_, index) => (index + turn * 7) % step === 0).slice(0, SAMPLE_SIZE);
}
