import { K6pError } from "../../errors/k6p-error.ts";
import { noticeWait } from "../../host/notice-wait.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { ExternalReference } from "../../secrets/external-reference.ts";
import type { Secret } from "../../secrets/secret.ts";
import { storeFailure } from "../../secrets/store-failure.ts";
import { parseToken } from "../../secrets/token-format.ts";
import type { Parts } from "../../engine/engine.ts";
import { readCall } from "../../secrets/store-deadlines.ts";

type Owner = Pick<Profile, "name">;

/**
 * Runs the command, or reads the variable or file, that a reference names, and checks that the result is a token. Throws
 * `TOKEN_MISSING` or a `STORE_*` error.
 */
export async function readExternalToken(
  engine: Parts<"externalStores" | "ask" | "notify">,
  profile: Owner,
  reference: ExternalReference,
): Promise<Secret> {
  const place = describeReference(reference);
  const call = readCall(engine, reference.store);
  const message = `Waiting for ${place} (at most ${call.deadlineMs / 1000} seconds) …`;
  const result = await noticeWait(engine.externalStores.read(reference, call), () =>
    engine.notify({ level: "info", message }),
  );
  if (result.kind === "absent") throw notThere(profile, place);
  if (result.kind !== "found") throw storeFailure({ id: reference.store, title: place }, result, profile.name);
  if (referenceHolds(reference, result.secret)) throw tokenInSight(profile);
  try {
    return parseToken(result.secret.reveal());
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    throw noToken(profile, place, error.message);
  }
}

/** The message omits the command, which contains the token. */
function tokenInSight({ name }: Owner): K6pError {
  return new K6pError("TOKEN_ON_COMMAND_LINE", {
    message: `The command that prints the token of profile ${name} has the token in its own arguments, where every user of this machine can see it.`,
    remedy: [`Store the token with k6p instead: k6p login ${name}`],
    details: { profile: name },
  });
}

function notThere({ name }: Owner, place: string): K6pError {
  return new K6pError("TOKEN_MISSING", {
    message: `Profile ${name} has no token: ${place} does not provide one.`,
    remedy: otherWays(name),
    details: { profile: name },
  });
}

function noToken({ name }: Owner, place: string, fault: string): K6pError {
  return new K6pError("STORE_CORRUPT", {
    message: `Profile ${name} cannot use what ${place} provides. ${fault}`,
    remedy: otherWays(name),
    details: { profile: name },
  });
}

function otherWays(name: string): readonly string[] {
  return [
    "Correct it there, or read the token from another place: k6p store refer --help",
    `Or store the token with k6p: k6p login ${name}`,
  ];
}

/** Whether a reference reveals its secret: then k6p must not keep, run or show it. */
function referenceHolds({ store, reference }: ExternalReference, secret: Secret): boolean {
  return store === "command" && reference.arguments.some((word) => word.includes(secret.reveal()));
}
