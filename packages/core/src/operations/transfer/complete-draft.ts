import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { FoundProfile } from "../../profile-archive/found-profile.ts";
import type { ProfileSettings } from "../../profiles/profile.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import type { Secret } from "../../secrets/secret.ts";
import { parseToken } from "../../secrets/token-format.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { askStack } from "../login/ask-for-profile.ts";
import { enterToken } from "../login/enter-token.ts";

/** A profile to make, as far as the source and the answers go. */
export interface Draft {
  readonly name: string;
  readonly place: string;
  readonly settings: ProfileSettings;
  /** Undefined for a definition from an export without tokens. */
  readonly token: Secret | undefined;
}

/**
 * Asks for what a profile needs and the source does not have: a stack, unless a private server is named, and a token, unless the source
 * holds definitions. Throws `IMPORT_INCOMPLETE` with everything that is missing if it cannot ask.
 */
export async function completeDraft(
  engine: Parts<"ask" | "notify"> & Needs<typeof askStack | typeof askToken>,
  found: FoundProfile,
  name: string,
): Promise<Draft> {
  const settings = settingsOf(found);
  const isDefinition = found.name !== undefined;
  const needsStack = settings.stackUrl === undefined && settings.stackId === undefined && settings.host === undefined;
  const needsToken = found.token === undefined && !isDefinition;
  if ((needsStack || needsToken) && engine.ask === undefined) throw incomplete(found, { name, needsStack, needsToken });
  for (const { name: value, part, reason } of found.unusable) {
    if (part === "token" || (part === "stackUrl" && needsStack)) continue;
    engine.notify({ level: "warning", message: `${value} in ${found.place} ${reason}, so it is left out.` });
  }
  const stackUrl = needsStack
    ? parseStackUrl(await askStack(engine, { command: "profile add", name }))
    : settings.stackUrl;
  const token = needsToken ? await askToken(engine, name, { ...settings, stackUrl }) : checkedToken(found);
  return { name, place: found.place, settings: { ...settings, stackUrl }, token };
}

/** The settings that were found, with the defaults of a profile. */
export function settingsOf({ settings }: FoundProfile): ProfileSettings {
  return {
    ...settings,
    tokenKind: settings.tokenKind ?? "personal",
    tags: settings.tags ?? [],
    protected: settings.protected ?? false,
  };
}

function checkedToken({ token, place }: FoundProfile): Secret | undefined {
  if (token === undefined) return undefined;
  try {
    return parseToken(token.reveal());
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    const { code, message, remedy } = error;
    throw new K6pError(code, { message: `The token in ${place} cannot be used. ${message}`, remedy, cause: error });
  }
}

async function askToken(engine: Needs<typeof enterToken>, name: string, settings: ProfileSettings): Promise<Secret> {
  const profile = { name, id: "", ...settings };
  const judge = async (): Promise<undefined> => undefined;
  return (await enterToken(engine, { profile, source: { from: "prompt" }, judge })).token;
}

interface Missing {
  readonly name: string;
  readonly needsStack: boolean;
  readonly needsToken: boolean;
}

function incomplete({ place, unusable }: FoundProfile, { name, needsStack, needsToken }: Missing): K6pError {
  const reasonFor = (part: string): string => {
    const value = unusable.find((candidate) => candidate.part === part);
    return value === undefined ? "" : ` (${value.name} ${value.reason})`;
  };
  const missing = [
    ...(needsToken ? [`a token${reasonFor("token")}`] : []),
    ...(needsStack ? [`a stack${reasonFor("stackUrl")}`] : []),
  ];
  return new K6pError("IMPORT_INCOMPLETE", {
    message: `${place} lacks ${missing.join(" and ")}, and this is not a terminal to ask at.`,
    remedy: [
      ...(needsStack ? ["Add the stack: K6_CLOUD_STACK_URL=https://STACK.grafana.net or K6_CLOUD_STACK_ID=ID"] : []),
      ...(needsToken ? ["Add the token: K6_CLOUD_TOKEN"] : []),
      `Or give them yourself: k6p profile add ${name} --stack STACK --token-file ${quotedPath("FILE")}`,
    ],
    details: { place, missing: [...(needsToken ? ["token"] : []), ...(needsStack ? ["stack"] : [])] },
  });
}
