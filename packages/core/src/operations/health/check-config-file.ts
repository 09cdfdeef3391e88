import type { Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { problemOf } from "../../errors/problem.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { type Check, type HealthFinding, problemFinding } from "./check.ts";

/** k6's configuration file: whether k6 can read it, and who else can. */
export const checkConfigFile: Check = {
  id: "config-file",
  title: "k6's configuration file",
  async run(engine) {
    try {
      const file = userK6Config(engine, undefined);
      const bytes = await readK6Config(engine, file);
      if (bytes === undefined) return { findings: file.k6NeedsFile ? [missing(file.path)] : [], facts: "none" };
      const hasToken = readIdentity(bytes, file.path).identity.token !== undefined;
      return { findings: hasToken ? openFile(engine, file.path) : [], facts: file.path };
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      return { findings: [problemFinding(problemOf(error))] };
    }
  },
};

function missing(path: string): HealthFinding {
  return {
    code: "config-missing",
    level: "error",
    message: `K6_CONFIG names ${path}, which does not exist, so every k6 command fails.`,
    remedy: ["unset K6_CONFIG", `Or make the file: k6p use NAME --config ${path}`],
  };
}

/** Windows has no modes. */
function openFile({ host }: Parts<"host">, path: string): readonly HealthFinding[] {
  const status = host.files.status(path);
  if (host.platform === "win32" || status === undefined || (status.mode & 0o077) === 0) return [];
  return [
    {
      code: "config-mode",
      level: "error",
      message: `Other users can read ${path} (mode ${status.mode.toString(8).padStart(4, "0")}), and it contains a token.`,
      remedy: [`chmod 600 ${path}`],
      fix() {
        host.files.setMode(path, 0o600);
        return `Set the mode of ${path} to 0600.`;
      },
    },
  ];
}
