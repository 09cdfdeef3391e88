import { systemErrorCode } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";
import { PACKAGE_KEY } from "../team-places.ts";

const LARGEST_PACKAGE_JSON = 4 * 1024 * 1024;

/** Whether a `package.json` cannot be read as JSON, so k6p cannot know whether it holds a team file. */
export function isBrokenPackage(host: Host, path: string): boolean {
  try {
    if (host.files.status(path)?.kind !== "file") return false;
    JSON.parse(textOf(host, path));
    return false;
  } catch {
    return true;
  }
}

/** Whether a `package.json` holds a team file. True also for invalid JSON that contains the key, so that k6p reports the error. */
export function holdsPackageKey(host: Host, path: string): boolean {
  const text = textOf(host, path);
  if (!text.includes(`"${PACKAGE_KEY}"`)) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.hasOwn(value, PACKAGE_KEY);
  } catch {
    return true;
  }
}

function textOf(host: Host, path: string): string {
  try {
    return Buffer.from(host.files.read(path, LARGEST_PACKAGE_JSON)?.bytes ?? []).toString("utf8");
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return "";
  }
}
