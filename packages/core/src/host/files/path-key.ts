import { createHash } from "node:crypto";

/** A short file name that stands for a path. */
export function pathKey(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 32);
}
