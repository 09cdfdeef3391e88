import { digest } from "../digest.ts";

/** A short file name that stands for a path. */
export function pathKey(path: string): string {
  return digest(path).toString("hex").slice(0, 32);
}
