import { dirname } from "node:path";
import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { quotedPath } from "../posix-quote.ts";

/** The `FILE_WRITE_FAILED` that a system error of writing `path` means; any other error comes back as it is. */
export function writeFailure(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new K6pError("FILE_WRITE_FAILED", {
    message: `${path} could not be written (${code}). The previous content is untouched.`,
    remedy: remedyFor(code, path),
    details: { file: path, systemError: code },
    cause: error,
  });
}

function remedyFor(code: string, path: string): readonly string[] {
  const folder = quotedPath(dirname(path));
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return [`Free some space on the disk: df -h ${folder}`];
    case "EACCES":
    case "EPERM":
      return [
        `k6p replaces files, so it must be able to create files in the folder: ls -ld ${folder}`,
        `chmod u+wx ${folder}`,
      ];
    case "EROFS":
      return [`The disk is mounted read-only; choose a file elsewhere: findmnt -T ${folder}`];
    case "EBUSY":
    case "EXDEV":
      return [`The file seems to be a mount point, as in a container. Mount its folder instead: ${folder}`];
    case "EFBIG":
      return ["The shell limits the size of files: ulimit -f"];
    case "ENOENT":
    case "ENOTDIR":
      return [`The folder must exist: mkdir -p ${folder}`];
    case "EMFILE":
    case "ENFILE":
      return ["Too many files are open: ulimit -n"];
    default:
      return [`ls -ld ${folder}`];
  }
}
