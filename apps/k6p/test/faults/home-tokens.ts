import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { createEngine } from "@k6p/core/engine/create-engine";
import type { Engine } from "@k6p/core/engine/engine";
import { createNodeHost } from "@k6p/core/host/node/node-host";
import { profilesWithToken } from "@k6p/core/operations/catalog/profiles-with-token";
import { readOwnKey } from "@k6p/core/operations/tokens/read-age-keys";
import { readStoredToken } from "@k6p/core/operations/tokens/read-stored-token";
import type { FaultHome } from "./fault-home.ts";

/** What k6p finds in a home. */
export interface HomeTokens {
  /** Names of the profiles by their ids, and the token that each one has, or why it cannot be read. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly profiles: ReadonlyMap<string, readonly string[]>;
  /** Why something could not be read. */
  readonly problems: readonly string[];
  /** Whether the user's own key for sealed tokens opens; undefined when there is none. */
  readonly memberKey: string | undefined;
  /** Secrets in the vault that nothing points to. */
  readonly orphans: readonly string[];
}

/** Reads every token and key of a home by the engine. */
export async function readTokens(home: FaultHome): Promise<HomeTokens> {
  const problems: string[] = [];
  const engine = engineIn(home, problems);
  const profiles = new Map<string, string[]>();
  const listing = engine.ownProfiles.list();
  for (const { path, problem } of listing.unreadable) problems.push(`${path}: ${problem.message}`);
  for (const { id, name } of listing.profiles) profiles.set(id, [...(profiles.get(id) ?? []), name]);
  const tokens = new Map<string, string>();
  const pointedTo = new Set<string>();
  for (const { profile, record } of profilesWithToken(engine)) {
    if ("reference" in record && typeof record.reference === "string") pointedTo.add(record.reference);
    try {
      tokens.set(profile.id, (await readStoredToken(engine, profile, record)).reveal());
    } catch (error) {
      problems.push(`the token of ${profile.name}: ${String(error)}`);
    }
  }
  const memberKey = engine.memberKey.find();
  if (memberKey !== undefined) pointedTo.add(memberKey.reference);
  return {
    tokens,
    profiles,
    problems,
    memberKey: memberKey === undefined ? undefined : await keyState(engine, memberKey, problems),
    orphans: secretsIn(engine).filter((reference) => !pointedTo.has(reference)),
  };
}

function engineIn(home: FaultHome, problems: string[]): Engine {
  const host = createNodeHost({ env: home.env, homeDirectory: home.path, workingDirectory: home.work });
  return createEngine({
    host,
    version: "0.0.0",
    notify: ({ level, message }) => void (level === "warning" && problems.push(message)),
  });
}

async function keyState(engine: Engine, record: Parameters<typeof readOwnKey>[1], problems: string[]): Promise<string> {
  try {
    await readOwnKey(engine, record);
    return "opens";
  } catch (error) {
    problems.push(`the member key: ${String(error)}`);
    return "lost";
  }
}

function secretsIn({ directories }: Engine): readonly string[] {
  const vault = join(directories.data, "vault");
  if (!existsSync(vault)) return [];
  return readdirSync(vault, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".age") && path.includes("secrets/"))
    .map((path) => basename(path, ".age"));
}
