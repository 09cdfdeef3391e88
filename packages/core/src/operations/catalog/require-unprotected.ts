import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";

/** Throws `PROFILE_PROTECTED` for a protected profile unless `force` is set. */
export function requireUnprotected(
  { name, protected: isProtected }: Pick<Profile, "name" | "protected">,
  { force, action }: { readonly force: boolean; readonly action: "changed" | "removed" | "renamed" },
): void {
  if (!isProtected || force) return;
  throw new K6pError("PROFILE_PROTECTED", {
    message: `Profile ${name} is protected and was not ${action}.`,
    remedy: ["Use --force to override.", `Or remove the protection: k6p profile edit ${name} --no-protected`],
    details: { profile: name },
  });
}
