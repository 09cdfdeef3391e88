import { systemErrorCode } from "../../../errors/k6p-error.ts";
import { quotedPath } from "../../../host/posix-quote.ts";
import type { StoreFailure } from "../../secret-store.ts";

/** What a system error of reading or removing a file means, `place` when it names none; any other error is thrown on. */
export function fileFailure(error: unknown, place: string): StoreFailure {
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  const path = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : place;
  const remedy = [`ls -ld ${quotedPath(path)}`];
  if (code === "EFBIG") return { kind: "corrupt", reason: `${path} is larger than any secret.`, remedy };
  return { kind: "unavailable", reason: `${path} cannot be used (${code}).`, remedy };
}
