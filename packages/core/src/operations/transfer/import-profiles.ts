import { K6pError } from "../../errors/k6p-error.ts";
import type { FoundProfile } from "../../profile-archive/found-profile.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import type { Profile } from "../../profiles/profile.ts";
import { requireYes } from "../../engine/confirm.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { holdersOf } from "../active/profile-lookup.ts";
import type { FoundTokenCheck } from "../login/check-found-token.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { freeName } from "../use/free-name.ts";
import { completeDraft, type Draft, settingsOf } from "./complete-draft.ts";
import { type ImportSource, readImport } from "./read-import.ts";
import { saveDraft } from "./save-draft.ts";

export interface ImportRequest {
  /** Name of the new profile, or of the one to take if the source has several. */
  readonly name?: string | undefined;
  /** `k6`, `env` or a path. */
  readonly from?: string | undefined;
  /** Do not ask for confirmation. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly store?: string | undefined;
}

/** `exists`: a profile has the name, or the token for the same stack. `reason` is a clause. */
export type ImportedProfile = Draft &
  (
    | { readonly outcome: "imported"; readonly profile: Profile; readonly check: FoundTokenCheck | undefined }
    | { readonly outcome: "would-import" }
    | { readonly outcome: "exists" | "rejected" | "incomplete"; readonly reason: string }
  );

export interface ImportResult {
  readonly source: string;
  readonly profiles: readonly ImportedProfile[];
}

/**
 * Makes profiles from what another place holds: shows them, asks, and saves each with its token. A profile that cannot be imported does
 * not keep the others from it; if there is only one, its trouble is thrown.
 */
export async function importProfiles(
  engine: Needs<typeof readImport | typeof draftOf | typeof confirm | typeof saveAll>,
  request: ImportRequest,
): Promise<ImportResult> {
  const source = await readImport(engine, request.from);
  const found = chosen(source, request.name);
  const planned: ImportedProfile[] = [];
  for (const each of found) planned.push(await draftOf(engine, each, { ...request, isOnly: found.length === 1 }));
  if (!request.dryRun && planned.some(({ outcome }) => outcome === "would-import")) {
    if (!request.yes) await confirm(engine, planned, request);
    return { source: source.title, profiles: await saveAll(engine, planned, request) };
  }
  return { source: source.title, profiles: planned };
}

function chosen({ title, profiles }: ImportSource, name: string | undefined): readonly FoundProfile[] {
  if (name === undefined) return profiles;
  const [only] = profiles;
  if (profiles.length === 1 && only !== undefined) return [only];
  const named = profiles.filter((profile) => profile.name !== undefined && sameProfileName(profile.name, name));
  if (named.length > 0) return named;
  const names = profiles.map((profile) => profile.name ?? profile.place);
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `${title} describes ${profiles.length} profiles, and none of them is named ${JSON.stringify(name.slice(0, 80))}: ${names.join(", ")}.`,
    remedy: ["Import all of them: leave the name out."],
    details: { profile: name, file: title },
  });
}

/** What would be made of a profile that was found. Throws for the only one what is a result for one of several. */
async function draftOf(
  engine: Needs<typeof completeDraft | typeof freeName | typeof whyNot>,
  found: FoundProfile,
  { name, isOnly }: ImportRequest & { readonly isOnly: boolean },
): Promise<ImportedProfile> {
  const wanted = (isOnly ? name : undefined) ?? found.name;
  try {
    if (wanted !== undefined) engine.ownProfiles.requireFree(wanted);
    const draft = await completeDraft(engine, found, wanted ?? freeName(engine, found.settings));
    // The stack may only now be known.
    const named = wanted === undefined ? { ...draft, name: freeName(engine, draft.settings) } : draft;
    const taken = whyNot(engine, named);
    if (taken !== undefined) throw taken;
    return { ...named, outcome: "would-import" };
  } catch (error) {
    if (isOnly || !(error instanceof K6pError) || error.code === "CANCELLED") throw error;
    const settings = settingsOf(found);
    const outcome = error.code === "PROFILE_EXISTS" ? "exists" : "incomplete";
    return { name: wanted ?? "", place: found.place, settings, token: undefined, outcome, reason: error.message };
  }
}

function whyNot(engine: Needs<typeof holdersOf>, { token, settings, place }: Draft): K6pError | undefined {
  if (token === undefined) return undefined;
  const { stackUrl, stackId } = settings;
  const holder = holdersOf(engine, token).find(
    (profile) => profile.stackUrl === stackUrl || (stackId !== undefined && profile.stackId === stackId),
  );
  if (holder === undefined) return undefined;
  return new K6pError("PROFILE_EXISTS", {
    message: `The token in ${place} already belongs to profile ${holder.name}, which is for the same stack.`,
    remedy: [
      `Use that profile: k6p use ${holder.name}`,
      `Copy it to a new profile: k6p profile copy ${holder.name} NEW`,
    ],
    details: { profile: holder.name },
  });
}

async function confirm(
  engine: Parts<"ask" | "notify">,
  planned: readonly ImportedProfile[],
  { name, from }: ImportRequest,
): Promise<void> {
  const wanted = planned.filter(({ outcome }) => outcome === "would-import");
  const lines = wanted.map(describe);
  if (engine.ask !== undefined) engine.notify({ level: "info", message: "To import:", remedy: lines });
  const words = [name, ...(from === undefined ? [] : ["--from", from])].filter((word) => word !== undefined);
  const what = wanted.length === 1 ? "this profile" : `these ${wanted.length} profiles`;
  await requireYes(engine, {
    action: `Importing ${what}`,
    question: `Add ${what}?`,
    command: ["k6p profile import", ...words.map(quotedPath)].join(" "),
    declined: "No profile was added.",
    remedy: lines,
    details: { profiles: wanted.map((draft) => draft.name) },
  });
}

function describe({ name, settings, token, place }: Draft): string {
  const { stackUrl, stackId, defaultProjectId, host, hostv6 } = settings;
  const stack = stackUrl ?? (stackId === undefined ? "none" : `ID ${stackId}`);
  const parts = [
    `stack ${stack}`,
    `project ${defaultProjectId ?? "the stack's default"}`,
    ...(host === undefined ? [] : [`ingest host ${host}`]),
    ...(hostv6 === undefined ? [] : [`API host ${hostv6}`]),
    token === undefined ? "no token" : "with its token",
  ];
  return `${name}: ${parts.join(", ")} (${place})`;
}

async function saveAll(
  engine: Needs<typeof chooseStore | typeof saveDraft>,
  planned: readonly ImportedProfile[],
  { store: explicit, verify }: ImportRequest,
): Promise<readonly ImportedProfile[]> {
  const withToken = planned.filter(({ token }) => token !== undefined);
  const what = withToken.length === 1 ? `the token of profile ${withToken[0]?.name ?? ""}` : "the tokens";
  const store = withToken.length === 0 ? undefined : await chooseStore(engine, { explicit, what });
  const results: ImportedProfile[] = [];
  for (const each of planned) {
    const { name, place, settings, token } = each;
    const draft: Draft = { name, place, settings, token };
    results.push(
      each.outcome === "would-import" ? { ...draft, ...(await saveDraft(engine, { draft, store, verify })) } : each,
    );
  }
  const [only] = results;
  if (results.length === 1 && only !== undefined) throwTrouble(only);
  return results;
}

/** The trouble of the only profile ends the command. */
function throwTrouble(only: ImportedProfile): void {
  if (only.outcome !== "rejected" && only.outcome !== "incomplete") return;
  const { name, place, settings, reason } = only;
  const stack = settings.stackUrl ?? `stack ${settings.stackId ?? ""}`;
  throw only.outcome === "rejected"
    ? new K6pError("TOKEN_REJECTED", {
        message: `Grafana Cloud does not accept the token in ${place} for ${stack} (${reason}). Profile ${name} was not added.`,
        remedy: [
          `Add the profile with another token: k6p profile add ${name} --stack ${stack}`,
          "Or import it unchecked: add --no-verify",
        ],
        details: { profile: name, stackUrl: settings.stackUrl },
      })
    : new K6pError("IMPORT_INCOMPLETE", {
        message: `Profile ${name} was not added: ${reason}.`,
        remedy: [
          "Check your network, then try again.",
          `Or name the stack ID: k6p profile add ${name} --stack ${stack} --stack-id STACK_ID --no-verify`,
        ],
        details: { profile: name, missing: ["stackId"] },
      });
}
