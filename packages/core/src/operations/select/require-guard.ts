import type { Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { CONFIRM_VARIABLE } from "../../host/k6p-variables.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import type { Profile } from "../../profiles/profile.ts";

export interface GuardRequest {
  /** Whether the user confirmed on the command line. */
  readonly yes?: boolean | undefined;
  /** The command that the user typed, as far as it can be pasted: `k6p use prod`. */
  readonly command: string;
  /** Whether the shell hook calls because of the folder: it never asks. */
  readonly fromHook?: boolean | undefined;
}

/**
 * Lets k6 use protected profiles only after the user has typed their names, passed `--yes`, or named them in `K6P_CONFIRM`. Profiles that are
 * not protected, or only against changes, pass. Asks once for all. Throws `CONFIRMATION_NEEDED` without a terminal, and `CANCELLED` for
 * other names.
 */
export async function requireGuard(
  { host, ask }: Parts<"host" | "ask">,
  profiles: readonly Pick<Profile, "name" | "protected">[],
  { yes, command, fromHook }: GuardRequest,
): Promise<void> {
  if (yes === true || !profiles.some(isGuarded)) return;
  const confirmed = namesIn(host.env[CONFIRM_VARIABLE]);
  const left = profiles.filter((profile) => isGuarded(profile) && !isIn(confirmed, profile.name));
  if (left.length === 0) return;
  const names = left.map(({ name }) => name);
  const joined = names.join(",");
  const subject = left.length === 1 ? `Profile ${joined} is protected` : `Profiles ${listOfNames(names)} are protected`;
  if (ask === undefined || fromHook === true) {
    const reason = fromHook === true ? "the shell hook does not ask" : "this is not a terminal to ask at";
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `${subject}, and ${reason}.`,
      remedy: [
        fromHook === true ? `Use it yourself: ${command}` : `To confirm: ${command} --yes`,
        `Or name it in the environment: ${CONFIRM_VARIABLE}=${joined}`,
      ],
      details: { profiles: names },
    });
  }
  const typed = namesIn(await ask.text(`${subject}. Type ${joined} to use ${left.length === 1 ? "it" : "them"}:`));
  if (names.every((name) => isIn(typed, name))) return;
  throw new K6pError("CANCELLED", {
    message: `${subject}, and you did not type ${joined}. Nothing was done.`,
    details: { profiles: names },
  });
}

/** `"change"` guards the definition alone. */
function isGuarded({ protected: protection }: Pick<Profile, "protected">): boolean {
  return protection === true;
}

function namesIn(text = ""): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

function isIn(names: readonly string[], wanted: string): boolean {
  return names.some((name) => sameProfileName(name, wanted));
}
