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
  /** Only tokens that are there. */
  readonly from?: string | undefined;
  /** Names of profiles; empty where `from` or `all` says which. */
  readonly names: readonly string[];
  readonly all: boolean;
  readonly dryRun: boolean;
}

export interface MigratedToken {
  readonly profile: string;
  readonly from: StoreId;
  /**
   * - `moved`, or `would-move` in a dry run
   * - `copied`: the token is in its new place, and its copy in the former one could not be removed
   * - `already-there`
   * - `failed`: it is where it was; see `problem`
   */
  readonly outcome: "moved" | "would-move" | "copied" | "already-there" | "failed";
  readonly problem: Problem | undefined;
}

export interface Migration {
  readonly to: SecretStoreId;
  readonly tokens: readonly MigratedToken[];
}

/**
 * Moves tokens to another store, one after the other: each is read, stored in the new place, read back there, pointed to, and only
 * then removed from the old one. One that fails stays where it was and does not stop the others. Throws `USAGE`, `STORE_*` or
 * `PROFILE_NOT_FOUND` before anything is changed.
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
      message: "Which tokens are to be moved?",
      remedy: ["Name profiles, or a store with --from STORE, or say --all."],
    });
  }
  const named = new Set<string>();
  for (const name of names) named.add((await engine.profiles.get(name)).id);
  const candidates = profilesWithToken(engine).filter(
    ({ profile, record }) =>
      (names.length === 0 || named.has(profile.id)) && (origin === undefined || record.store === origin),
  );
  if (origin === undefined) requireTokens(names, candidates);
  // A reference was made on purpose: it is turned into a kept token only where it is meant.
  const isMeant = names.length > 0 || origin !== undefined;
  return candidates.filter(({ record }) => isMeant || isKept(record));
}

function requireTokens(names: readonly string[], candidates: readonly ProfileWithToken[]): void {
  const missing = names.find((name) => !candidates.some(({ profile }) => sameProfileName(profile.name, name)));
  if (missing === undefined) return;
  throw new K6pError("TOKEN_MISSING", {
    message: `Profile ${missing} has no token that could be moved. Nothing was changed.`,
    remedy: [`Enter it: k6p login ${missing}`],
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
    copied: `copied from ${from} to ${to.id}; its copy in ${from} stays`,
    "already-there": `is in ${to.id} already`,
    failed: `stays in ${from}: ${problem?.message}`,
  };
  const level = problem === undefined ? "info" : "warning";
  engine.notify({
    level,
    message: `${position}: the token of ${profile} ${facts[outcome]}`,
    remedy: problem?.remedy ?? [],
  });
}
