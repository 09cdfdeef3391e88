import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { Parts, Needs } from "../../engine/engine.ts";
import { tokenVariable } from "../../credentials/token-variable.ts";

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

import type * as sealedTokenTrust from "../tokens/sealed-token-trust.ts";

/** Throws `TEAM_NOT_TRUSTED` if the shell hook would use a sealed token that the user has not trusted. */
export async function refuseSealForHook(
  engine: Parts<"host" | "profiles" | "tokens"> &
    Needs<typeof sealedTokenTrust.sealOf | typeof sealedTokenTrust.trustIn>,
  { id, name }: Profile,
): Promise<void> {
  const teamProfile = engine.profiles.teamProfile(id);
  if (teamProfile === undefined || engine.tokens.find(id) !== undefined || engine.host.env[tokenVariable(name)]) return;
  const { trustIn, sealOf } = await import("../tokens/sealed-token-trust.ts");
  const seal = sealOf(engine, teamProfile);
  if (seal === undefined || trustIn(engine, teamProfile, seal) === "trusted") return;
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `The shell hook uses only sealed tokens you trust, and you have not trusted the one of profile ${name}.`,
    remedy: ["Review it, then trust it: k6p team trust", `Or use the profile yourself: k6p use --here ${name}`],
    details: { profile: name },
  });
}
