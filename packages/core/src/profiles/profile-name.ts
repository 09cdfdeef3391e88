import { K6pError } from "../errors/k6p-error.ts";
import { looksLikeToken } from "../errors/redact-tokens.ts";

const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const PROTOTYPE_NAMES = new Set(["__proto__", "constructor", "prototype"]);
/** Names that Windows keeps for devices, whatever extension follows. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** Checks the name of a profile and returns it unchanged. Throws `PROFILE_NAME_INVALID`. */
export function parseProfileName(name: string): string {
  const fault = faultOf(name);
  if (fault === undefined) return name;
  throw new K6pError("PROFILE_NAME_INVALID", {
    message: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a profile: ${fault}.`,
    remedy: ["Use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit."],
  });
}

/** Whether two names mean the same profile: case does not count, since some file systems ignore it. */
export function sameProfileName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function isProfileName(name: string): boolean {
  return faultOf(name) === undefined;
}

function faultOf(name: string): string | undefined {
  if (name === "") return "it is empty";
  if (looksLikeToken(name)) return "it looks like a token, which k6p asks for and never takes from the command line";
  if (name.length > 64) return "it is longer than 64 characters";
  if (PROTOTYPE_NAMES.has(name.toLowerCase())) return "JavaScript keeps this name for itself";
  if (!ALLOWED.test(name)) return "it has a character that names do not have";
  if (WINDOWS_DEVICE.test(name)) return "Windows keeps this name for a device";
  if (name.endsWith(".")) return "Windows drops a dot at the end of a name";
  if (/\.(json|tmp)$/i.test(name)) return "it ends like the name of a file";
  return undefined;
}
