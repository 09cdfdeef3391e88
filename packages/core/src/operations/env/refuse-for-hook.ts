import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { Engine } from "../../engine/engine.ts";

/** Throws `CONFIRMATION_NEEDED` where a command would be run for the token of a profile that nobody has just asked for. */
export function refuseCommandForHook(engine: Engine, { id, name }: Profile): void {
  const record = engine.tokens.find(id);
  if (record?.store !== "command") return;
  throw new K6pError("CONFIRMATION_NEEDED", {
    message: `Profile ${name} reads its token from ${describeReference(record)}, which is not run just because of a folder.`,
    remedy: [
      `Take it yourself: k6p use --here ${name}`,
      "Or set the hook up with --wrap-k6: the command is then run when k6 is.",
    ],
    details: { profile: name },
  });
}
