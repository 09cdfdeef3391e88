import { requireYes } from "../../engine/confirm.ts";
import { compareTrusted, type FileChange } from "../../team-config/trust/compare-trusted.ts";
import type { SensitiveValue } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { TrustedValue } from "../../team-config/trust/trusted-files.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { Team, TrustState } from "../../engine/team.ts";
import { followDefault, forgetDefault } from "./follow-default.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { forgetSeals, readSeals, sealChanges, trustSeals } from "../tokens/sealed-token-trust.ts";

export interface TrustRequest {
  /** Do not ask for confirmation. */
  readonly yes: boolean;
  /** Revoke all trust in the file. */
  readonly revoke: boolean;
}

/** What the team file would do, compared with what was trusted before. */
export interface TrustReview {
  readonly file: string;
  readonly state: TrustState;
  readonly added: readonly TrustedValue[];
  readonly removed: readonly TrustedValue[];
  readonly kept: readonly TrustedValue[];
  readonly files: readonly FileChange[];
  /** The sealed tokens in `files`. */
  readonly sealed: readonly FileChange[];
}

export interface TrustOutcome extends TrustReview {
  readonly outcome: "trusted" | "already" | "revoked" | "nothing-to-revoke";
}

/** Compares the team file and its sealed tokens with what was last trusted. */
export function reviewTrust(
  engine: Parts<"host" | "lockDirectory" | "trustedSeals" | "notify">,
  team: Team,
  seals = readSeals(engine, team),
): TrustReview {
  const changes = compareTrusted(team.subject, team.lastTrusted);
  const sealed = sealChanges(engine, team, seals);
  return { file: team.path, state: team.trust, ...changes, files: [...changes.files, ...sealed], sealed };
}

/**
 * Shows what the team file would do, asks, and trusts exactly the content that was read. Throws `CONFIRMATION_NEEDED` without a
 * terminal, and `CANCELLED`.
 */
export async function trustTeam(
  engine: Parts<"trustedFiles" | "notify"> &
    Needs<typeof reviewTrust | typeof followDefault | typeof confirmTrust | typeof requireTeam>,
  { yes, revoke }: TrustRequest,
): Promise<TrustOutcome> {
  const team = await requireTeam(engine);
  const seals = readSeals(engine, team);
  const review = reviewTrust(engine, team, seals);
  if (revoke) {
    const revoked = engine.trustedFiles.revoke(team.subject.file);
    forgetSeals(engine, team);
    await forgetDefault(engine, team);
    return { ...review, outcome: revoked ? "revoked" : "nothing-to-revoke" };
  }
  if (team.trust === "trusted" && review.files.length === 0) {
    await followDefault(engine, team);
    return { ...review, outcome: "already" };
  }
  engine.notify({ level: "info", message: headline(team), remedy: linesOf(team, review) });
  if (!yes) await confirmTrust(engine, team);
  await engine.trustedFiles.trust(team.subject);
  await trustSeals(engine, team, seals);
  await followDefault(engine, team);
  return { ...review, outcome: "trusted" };
}

async function confirmTrust(engine: Parts<"ask">, { path }: Team): Promise<void> {
  await requireYes(engine, {
    action: `Trusting ${path}`,
    question: `Trust ${path} as it is now?`,
    command: "k6p team trust",
    declined: `${path} was not trusted.`,
    details: { file: path },
  });
}

function headline({ path, trust, subject }: Team): string {
  const since = trust === "changed" ? "The team file has changed since you trusted it. " : "";
  return subject.values.length === 0
    ? `${since}Nothing in ${path} sends a token outside Grafana's domains or lets others read one.`
    : `${since}${path} would do this:`;
}

/** The difference, one line each: `+` is new, `-` was removed, `=` was already trusted. */
function linesOf({ whole }: Team, { added, kept, removed, files }: TrustReview): readonly string[] {
  const placed = (value: TrustedValue): string => {
    const found =
      value.key === "default" ? whole.default : whole.sensitive.find((sensitive) => isSame(sensitive, value));
    return `${effectOf(value)}${found === undefined ? "" : ` (${placeText(found)})`}`;
  };
  return [
    ...added.map((value) => `+ ${placed(value)}`),
    ...removed.map((value) => `- ${effectOf(value)}`),
    ...kept.map((value) => `= ${placed(value)}`),
    ...files.map(({ path, change }) => `${change} file: ${path}`),
  ];
}

function isSame(one: SensitiveValue, other: TrustedValue): boolean {
  return one.key === other.key && one.value === other.value && one.profile === other.profile;
}

/** What a sensitive value does, as text that continues “would”. */
export function effectOf({ profile, key, value }: TrustedValue): string {
  if (key === "recipients") return `let ${value} read tokens sealed for the team`;
  if (key === "extends") return `take profiles from ${value}`;
  if (key === "default") return `make the shell hook use profile ${value} in this folder`;
  const role = { stackUrl: "as its stack", host: "as its ingest host", hostv6: "as its API host" }[key] ?? "";
  return `send the token of ${profile ?? "every profile"} to ${value} ${role}`;
}
