import { K6pError } from "../../errors/k6p-error.ts";
import type { ChildEnd } from "../../host/host.ts";
import { commandWarnings, configFlagOf } from "../../k6-config/k6-command-line.ts";
import { chooseForHook } from "../select/choose-for-hook.ts";
import { requireGuard } from "../select/require-guard.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { resolveProgram, runProgram } from "./run-program.ts";
import { warnOldK6 } from "../use/warn-old-k6.ts";
import { withPrivateConfig } from "./with-private-config.ts";

export interface ExecRequest {
  readonly name?: string | undefined;
  /** The program and its arguments; not empty. */
  readonly command: readonly string[];
  /** Whether to also put token and stack into the child's environment. */
  readonly withEnv: boolean;
  /** Whether the name is what a shell hook found for the folder. */
  readonly byFolder?: boolean;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean | undefined;
}

export interface ExecutedCommand extends ChosenProfile {
  readonly end: ChildEnd;
}

/**
 * Runs one command with a profile. The child reads the identity from a private file that `K6_CONFIG` names and that is removed when
 * the child ends; its environment contains no profile's token. Throws before the child starts, never because of how it ends.
 */
export async function execCommand(
  engine: Parts<"notify"> &
    Needs<typeof withPrivateConfig | typeof chooseForHook | typeof warnOldK6 | typeof requireGuard>,
  { name, command, withEnv, byFolder, yes }: ExecRequest,
): Promise<ExecutedCommand> {
  const chosen = await (byFolder === true ? chooseForHook : chooseProfile)(engine, name);
  const [program = "", ...parameters] = command;
  refuseOtherConfig(chosen, command);
  const path = resolveProgram(engine, program);
  const typed = `k6p exec ${chosen.profile.name}`;
  await requireGuard(engine, [chosen.profile], {
    yes,
    fromHook: byFolder,
    command: byFolder === true ? `${typed} -- ${program} …` : typed,
  });
  const end = await withPrivateConfig(engine, { profile: chosen.profile, withEnv }, async ({ env }) => {
    for (const message of commandWarnings(command)) engine.notify({ level: "warning", message });
    if (isK6(program)) await warnOldK6(engine);
    return runProgram(engine, { program: path, arguments: parameters, env });
  });
  return { ...chosen, end };
}

function isK6(program: string): boolean {
  return /^(.*[\\/])?k6(\.exe)?$/i.test(program);
}

/** k6's own `--config` overrides `K6_CONFIG`: the run would silently use another identity. */
function refuseOtherConfig({ profile }: ChosenProfile, command: readonly string[]): void {
  const flag = isK6(command[0] ?? "") ? configFlagOf(command) : undefined;
  if (flag === undefined) return;
  throw new K6pError("USAGE", {
    message: `With ${flag}, k6 would take its identity from that file instead of profile ${profile.name}. Nothing was run.`,
    remedy: [`Drop ${flag} and let k6p merge the file: K6_CONFIG=FILE k6p exec ${profile.name} -- k6 …`],
    details: { profile: profile.name },
  });
}
