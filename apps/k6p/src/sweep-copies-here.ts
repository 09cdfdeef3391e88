import type { Engine, Needs } from "@k6p/core/engine/engine";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { sweepCopies } from "@k6p/core/operations/run/sweep-copies";

/** Sweeps what killed processes left, unless k6p has no folders here: that is for the command to say, if it needs them. */
export async function sweepCopiesHere(
  engine: Needs<typeof sweepCopies>,
  loadWholeEngine: () => Promise<Engine>,
): Promise<void> {
  try {
    await sweepCopies(engine, loadWholeEngine);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
  }
}
