import { K6pError } from "../errors/k6p-error.ts";

/** The code of the `K6pError` that an action throws; undefined if it throws nothing. Throws any other error again. */
export async function codeOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}
