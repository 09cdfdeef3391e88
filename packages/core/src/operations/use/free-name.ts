import type { Parts } from "../../engine/engine.ts";
import type { Identity } from "../../k6-config/identity.ts";
import { parseProfileName, sameProfileName } from "../../profiles/profile-name.ts";
import { stackSlug } from "../../profiles/stack.ts";

/** A name that no profile of the user has: that of the stack, with a number if it is taken. */
export function freeName(
  engine: Parts<"ownProfiles">,
  { stackUrl, stackId }: Pick<Identity, "stackUrl" | "stackId">,
): string {
  const wanted =
    stackUrl !== undefined && URL.canParse(stackUrl)
      ? stackSlug(stackUrl)
      : stackId === undefined
        ? "k6-login"
        : `stack-${stackId}`;
  const base = wanted.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 56);
  const taken = engine.ownProfiles.names();
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.some((other) => sameProfileName(other, name))) return parseProfileName(name);
  }
}
