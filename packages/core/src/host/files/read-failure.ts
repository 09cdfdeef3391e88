import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { quotedPath } from "../posix-quote.ts";

/** Windows answers EBUSY while another program has opened a file for itself alone. */
export function readRemedy(code: string, path: string): readonly string[] {
  if (code === "EBUSY") return ["Another program holds it open. Close that program, then try again."];
  return [`ls -ld ${quotedPath(path)}`];
}

/** The `FILE_READ_FAILED` or `FILE_UNSAFE` that a system error of reading `path` means; any other error comes back as it is. */
export function readFailure(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  const details = { file: path, systemError: code };
  const remedy = readRemedy(code, path);
  if (code === "EISDIR" || code === "EINVAL") {
    return new K6pError("FILE_UNSAFE", { message: `${path} is not a regular file.`, remedy, details, cause: error });
  }
  const fact = code === "EFBIG" ? "is too large" : `could not be read (${code})`;
  return new K6pError("FILE_READ_FAILED", { message: `${path} ${fact}.`, remedy, details, cause: error });
}
