import { K6pError } from "../../errors/k6p-error.ts";
import { findProgram } from "../../host/find-program.ts";
import type { ChildEnd } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { subshellStart } from "../../hooks/subshell-start.ts";
import { shellOfProgram } from "../../shells/shells.ts";
import { requireGuard } from "../select/require-guard.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { resolveProgram, runProgram } from "./run-program.ts";
import { withPrivateConfig } from "./with-private-config.ts";
import { PROFILE_VARIABLE, SUBSHELL_VARIABLE } from "../../host/k6p-variables.ts";

export interface ShellRequest {
  readonly name?: string | undefined;
  /** Name or path of the shell; the one that k6p was started from if absent. */
  readonly program?: string | undefined;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean | undefined;
  /** The project that the command line names. */
  readonly project?: number | undefined;
}

export interface OpenedShell extends ChosenProfile {
  readonly end: ChildEnd;
}

/**
 * Runs a shell with a profile as `execCommand` runs a command: with a private file and no token in the environment. Throws `USAGE`
 * inside such a shell.
 */
export async function openShell(
  engine: Parts<"host" | "notify"> & Needs<typeof withPrivateConfig | typeof chooseProfile | typeof requireGuard>,
  { name, program, yes, project }: ShellRequest,
): Promise<OpenedShell> {
  refuseNested(engine, name);
  const chosen = await chooseProfile(engine, name);
  await requireGuard(engine, [chosen.profile], { yes, command: `k6p shell ${chosen.profile.name}` });
  const path = program === undefined ? await usualShell(engine) : resolveProgram(engine, program);
  const end = await withPrivateConfig(
    engine,
    { profile: chosen.profile, withEnv: false, project },
    async ({ env, directory }) => {
      const start = subshellStart(shellOfProgram(path)?.id, { directory, env });
      for (const [file, text] of Object.entries(start.files))
        engine.host.files.create(joinPath(engine.host, directory, file), Buffer.from(text), 0o600);
      engine.notify({
        level: "info",
        message: `k6 uses profile ${chosen.profile.name} in this shell. Type exit to leave it.`,
      });
      return runProgram(engine, {
        program: path,
        arguments: start.arguments,
        env: { ...env, ...start.env, [SUBSHELL_VARIABLE]: "1" },
      });
    },
  );
  return { ...chosen, end };
}

/** The variable alone proves nothing: a terminal multiplexer may have inherited it from a shell that has ended. */
function refuseNested({ host: { env }, privateConfigs }: Parts<"host" | "privateConfigs">, name = "NAME"): void {
  const config = env["K6_CONFIG"];
  if (!env[SUBSHELL_VARIABLE] || !config || privateConfigs.markerOf(config) === undefined) return;
  throw new K6pError("USAGE", {
    message: `Already in a k6p shell (profile ${env[PROFILE_VARIABLE] ?? "?"}).`,
    remedy: ["Leave it first: exit", `Or run one command with another profile: k6p exec ${name} -- COMMAND`],
  });
}

/** The shell that started k6p, else the one `SHELL` names, else the system's. Skips a plain `sh`, which more likely runs a script. */
async function usualShell(engine: Parts<"host">): Promise<string> {
  const { host } = engine;
  const parent = (await host.processes.nameOf(host.parentProcessId))?.replace(/^-/, "");
  const kind = parent === undefined ? undefined : shellOfProgram(parent)?.id;
  if (parent !== undefined && kind !== undefined && kind !== "sh") {
    const found = findProgram(host, parent);
    if (found?.kind === "found") return found.path;
  }
  const system = host.platform === "win32" ? host.env["ComSpec"] || "cmd.exe" : "/bin/sh";
  return resolveProgram(engine, host.env["SHELL"] || system);
}
