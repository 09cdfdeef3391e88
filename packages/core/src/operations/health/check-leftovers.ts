import { discardConfig } from "../run/discard-config.ts";
import type { Check } from "./check.ts";

/** Private files with tokens that a shell or command left behind because it was killed. */
export const checkLeftovers: Check = {
  id: "leftovers",
  title: "Private files left behind",
  async run(engine) {
    const abandoned = engine.privateConfigs.abandoned();
    const findings = abandoned.map((config) => ({
      code: "private-file-left",
      level: "warning" as const,
      message: `${config.path} contains a token and was left behind by a shell or command that has ended.`,
      remedy: ["Remove it: k6p doctor --fix"],
      async fix() {
        await discardConfig(engine, config, engine.host.env);
        return `Removed ${config.path}.`;
      },
    }));
    return { findings };
  },
};
