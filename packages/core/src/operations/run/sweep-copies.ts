import type { AbandonedConfig } from "../../activation/private-configs.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { withLock } from "../../host/files/lock.ts";
import { sweepMemos } from "../../host/files/memo.ts";
import { sweepLocks } from "../../host/files/sweep-locks.ts";
import { joinPath } from "../../host/join-path.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { discardConfig } from "./discard-config.ts";

/** Another process that sweeps the same copy is done by then, or has saved its token. */
const DEADLINE_MS = 2_000;

type ConfigParts = Parts<"host" | "lockDirectory" | "notify"> & Needs<typeof discardConfig>;

/**
 * Removes what processes that have ended left in files: private copies of shells and commands (saving a token that a login has put into
 * one), temporary files and locks. It costs three looks at folders when there is nothing to do. Never throws: warns of what stays. What was
 * left in secret stores is removed once a command opens them. `loadWhole` is called only for a copy that has to go.
 */
export async function sweepCopies(
  engine: Parts<"host" | "directories" | "lockDirectory" | "privateConfigs" | "notify">,
  loadWhole: () => Promise<ConfigParts>,
): Promise<void> {
  const { host, lockDirectory, directories } = engine;
  for (const { lock, path } of sweepLocks(host, lockDirectory)) warnStays(engine, path ?? lock);
  for (const folder of [directories.state, joinPath(host, directories.state, "team-files")]) sweepMemos(host, folder);
  for (const config of abandoned(engine)) await sweepConfig(await loadWhole(), config);
}

function abandoned({ privateConfigs }: Parts<"privateConfigs">): readonly AbandonedConfig[] {
  try {
    return privateConfigs.abandoned();
  } catch {
    return [];
  }
}

/** Two processes that find the same copy must not both save its token. */
async function sweepConfig(engine: ConfigParts, config: AbandonedConfig): Promise<void> {
  const { host, lockDirectory } = engine;
  const { discardConfig } = await import("./discard-config.ts");
  try {
    await withLock(host, { lockDirectory, path: config.directory, deadlineMs: DEADLINE_MS }, () =>
      discardConfig(engine, config, host.env),
    );
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    warnStays(engine, config.directory);
  }
}

function warnStays({ notify, host }: Parts<"notify" | "host">, path: string): void {
  if (host.files.linkStatus(path) === undefined) return;
  notify({
    level: "warning",
    message: `A process that has ended left files at ${path}, which k6p cannot remove. They may hold a token.`,
    remedy: [`Remove them: rm -r ${quotedPath(path)}`],
  });
}
