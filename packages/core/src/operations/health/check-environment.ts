import { HOOK_VARIABLE } from "../../host/k6p-variables.ts";
import { STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import type { Check, HealthFinding } from "./check.ts";

/** Variables of this shell that decide about the account behind your back. */
export const checkEnvironment: Check = {
  id: "environment",
  title: "Environment of this shell",
  async run({ host, profiles }) {
    const findings: HealthFinding[] = [];
    const name = host.env["K6P_PROFILE"];
    if (name && (await profiles.find(name)) === undefined) {
      findings.push({
        code: "profile-variable",
        level: "error",
        message: `K6P_PROFILE names ${JSON.stringify(name.slice(0, 80))}, and there is no such profile.`,
        remedy: ["unset K6P_PROFILE"],
      });
    }
    const set = STALE_VARIABLES.filter((variable) => host.env[variable]);
    if (set.length > 0 && !host.env["K6P_BEFORE"]) {
      findings.push({
        code: "cloud-variables",
        level: "warning",
        message: `${set.join(", ")} ${set.length === 1 ? "is" : "are"} set and take precedence over k6's configuration file, and so over k6p use.`,
        remedy: [`unset ${set.join(" ")}`],
      });
    }
    const hook = host.env[HOOK_VARIABLE];
    return { findings, facts: hook ? `hook of ${hook}` : "no hook" };
  },
};
