import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { Parts } from "../../engine/engine.ts";

/** Throws `CONFIRMATION_NEEDED` if the shell hook would run a command to get the token of a profile. */
export function refuseCommandForHook(engine: Parts<"tokens">, { id, name }: Profile): void {
  const record = engine.tokens.find(id);
  if (record?.store !== "command") return;
  throw new K6pError("CONFIRMATION_NEEDED", {
    message: `The shell hook does not run commands: profile ${name} reads its token from ${describeReference(record)}.`,
    remedy: [
      `Use the profile yourself: k6p use --here ${name}`,
      "Or set up the hook with --wrap-k6, which runs the command only when you run k6.",
    ],
    details: { profile: name },
  });
}
