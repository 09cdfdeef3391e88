import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../host.ts";
import { EditAttempt } from "./edit-attempt.ts";
import type { EditOutcome, EditRequest } from "./edit-request.ts";
import { withLock } from "./lock.ts";
import { resolveTarget } from "./resolve-target.ts";
import { writeFailure } from "./write-failure.ts";

const MOST_ATTEMPTS = 5;
const LONGEST_PAUSE_MS = 25;

/**
 * Edits a file so that a reader always sees either the previous or the new content as a whole, and no update is lost: not of another k6p, and
 * not of a program that takes no lock. Writes through symlinks. Throws `FILE_UNSAFE`, `FILE_READ_FAILED`, `FILE_LOCKED`, `FILE_CHANGED` or
 * `FILE_WRITE_FAILED`, and what `edit` throws; the file is then as it was.
 */
export async function editFile(host: Host, request: EditRequest): Promise<EditOutcome> {
  try {
    const { realPath } = resolveTarget(host, request.path, request.createParents);
    const edit = new EditAttempt(host, { ...request, realPath });
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const result = await withLock(host, { lockDirectory: request.lockDirectory, path: realPath }, (lock) =>
        edit.attempt(lock),
      );
      if (result !== undefined) return result;
      await host.clock.sleep(Math.random() * LONGEST_PAUSE_MS);
    }
    throw changedError(realPath);
  } catch (error) {
    throw writeFailure(error, request.path);
  }
}

function changedError(path: string): K6pError {
  return new K6pError("FILE_CHANGED", {
    message: `${path} kept changing while k6p edited it.`,
    remedy: ["Wait until the other program is done, then try again."],
    details: { file: path },
  });
}
