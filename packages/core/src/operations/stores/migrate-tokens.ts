import { isKept } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import { storeNamed } from "../../secrets/store-choice.ts";
import type { SecretStore, SecretStoreId, StoreId } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { moveToken } from "./move-token.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import { type ProfileWithToken, profilesWithToken } from "../catalog/profiles-with-token.ts";
import { storeByName } from "../../secrets/store-by-name.ts";
import { requireReady } from "../../secrets/require-ready.ts";

export interface MigrateRequest {
  readonly to: string;
  /** Move only tokens in this store. */
  readonly from?: string | undefined;
  /** Names of profiles; empty if `from` or `all` selects the tokens. */
  readonly names: readonly string[];
  readonly all: boolean;
  readonly dryRun: boolean;
}

export interface MigratedToken {
  readonly profile: string;
  readonly from: StoreId;
  /**
   * - `moved`, or `would-move` in a dry run
   * - `copied`: the token is in the new store, but could not be removed from the previous one
   * - `already-there`
   * - `failed`: the token was not moved; see `problem`
   */
  readonly outcome: "moved" | "would-move" | "copied" | "already-there" | "failed";
  readonly problem: Problem | undefined;
}

export interface Migration {
  readonly to: SecretStoreId;
  readonly tokens: readonly MigratedToken[];
}

/**
 * Moves tokens to another store, one by one: reads each token, stores it in the new store, reads it back there, points the record to it,
 * and only then removes it from the old store. A token that fails stays where it was and does not stop the others. Throws `USAGE`,
 * `STORE_*` or `PROFILE_NOT_FOUND` before it changes anything.
 */
export async function migrateTokens(
  engine: Parts<"stores"> & Needs<typeof chooseTokens | typeof migrate>,
  request: MigrateRequest,
): Promise<Migration> {
  const to = storeNamed(engine.stores, { name: request.to, source: "--to" });
  const chosen = await chooseTokens(engine, request);
  await requireReady(engine, to);
  const tokens: MigratedToken[] = [];
  for (const candidate of chosen) {
    const migrated = await migrate(engine, candidate, { to, dryRun: request.dryRun });
    tokens.push(migrated);
    announce(engine, migrated, { to, position: `${tokens.length} of ${chosen.length}` });
  }
  return { to: to.id, tokens };
}

async function chooseTokens(
  engine: Parts<"profiles" | "stores"> & Needs<typeof profilesWithToken>,
  { from, names, all }: MigrateRequest,
): Promise<readonly ProfileWithToken[]> {
  const origin = from === undefined ? undefined : storeByName(engine, { name: from, source: "--from" });
  if (names.length === 0 && origin === undefined && !all) {
    throw new K6pError("USAGE", {
      message: "Choose which tokens to move.",
      remedy: ["Name profiles, or use --from STORE or --all."],
    });
  }
  const named = new Set<string>();
  for (const name of names) named.add((await engine.profiles.get(name)).id);
  const candidates = profilesWithToken(engine).filter(
    ({ profile, record }) =>
      (names.length === 0 || named.has(profile.id)) && (origin === undefined || record.store === origin),
  );
  if (origin === undefined) requireTokens(names, candidates);
  // The user linked a reference on purpose: it becomes a stored token only if selected explicitly.
  const isMeant = names.length > 0 || origin !== undefined;
  return candidates.filter(({ record }) => isMeant || isKept(record));
}

function requireTokens(names: readonly string[], candidates: readonly ProfileWithToken[]): void {
  const missing = names.find((name) => !candidates.some(({ profile }) => sameProfileName(profile.name, name)));
  if (missing === undefined) return;
  throw new K6pError("TOKEN_MISSING", {
    message: `Profile ${missing} has no token to move. Nothing was changed.`,
    remedy: [`Enter one: k6p login ${missing}`],
    details: { profile: missing },
  });
}

async function migrate(
  engine: Needs<typeof moveToken>,
  { profile, record }: ProfileWithToken,
  { to, dryRun }: { readonly to: SecretStore; readonly dryRun: boolean },
): Promise<MigratedToken> {
  const result = { profile: profile.name, from: record.store, problem: undefined };
  if (record.store === to.id) return { ...result, outcome: "already-there" };
  if (dryRun) return { ...result, outcome: "would-move" };
  try {
    return { ...result, outcome: await moveToken(engine, { profile, record }, to) };
  } catch (error) {
    return { ...result, outcome: "failed", problem: problemOf(error) };
  }
}

function announce(
  engine: Parts<"notify">,
  { profile, from, outcome, problem }: MigratedToken,
  { to, position }: { readonly to: SecretStore; readonly position: string },
): void {
  const facts = {
    moved: `moved from ${from} to ${to.id}`,
    "would-move": `would move from ${from} to ${to.id}`,
    copied: `copied from ${from} to ${to.id}, but could not be removed from ${from}`,
    "already-there": `is already in ${to.id}`,
    failed: `was not moved from ${from}: ${problem?.message}`,
  };
  const level = problem === undefined ? "info" : "warning";
  engine.notify({
    level,
    message: `${position}: the token of ${profile} ${facts[outcome]}`,
    remedy: problem?.remedy ?? [],
  });
}
