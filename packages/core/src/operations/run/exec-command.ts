import type { ChildEnd } from "../../host/host.ts";
import { sayChoice } from "../select/say-choice.ts";
import { chooseForHook } from "../select/choose-for-hook.ts";
import { requireGuard } from "../select/require-guard.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { resolveProgram, runProgram } from "./run-program.ts";
import { configInWords } from "./config-in-words.ts";
import { lookAhead } from "./look-ahead.ts";
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
  /** The project that the command line names. */
  readonly project?: number | undefined;
  /** Whether to run a command of a protected profile that leaves the profile. */
  readonly force?: boolean;
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
    Needs<typeof withPrivateConfig | typeof chooseForHook | typeof lookAhead | typeof requireGuard>,
  { name, command, withEnv, byFolder, project, force, yes }: ExecRequest,
): Promise<ExecutedCommand> {
  const chosen = await (byFolder === true ? chooseForHook : chooseProfile)(engine, name);
  const [program = ""] = command;
  const { profile } = chosen;
  if (byFolder !== true) sayChoice(engine, chosen);
  const path = resolveProgram(engine, program);
  const typed = `k6p exec ${profile.name}`;
  await requireGuard(engine, [profile], {
    yes,
    fromHook: byFolder,
    command: byFolder === true ? `${typed} -- ${program} …` : typed,
  });
  const named = await configInWords(engine, command);
  const request = { profile, withEnv, config: named?.bytes, project };
  const end = await withPrivateConfig(engine, request, async ({ env, configPath }) => {
    const line = named?.replacedBy(configPath) ?? command;
    if (named?.hasToken === true)
      engine.notify({
        level: "warning",
        message: `${named.path} has a token of its own. k6 gets the other settings of the file, with profile ${profile.name}.`,
      });
    await lookAhead(engine, { profile, command: line, program: path, env, force: force === true });
    return runProgram(engine, { program: path, arguments: line.slice(1), env });
  });
  return { ...chosen, end };
}
