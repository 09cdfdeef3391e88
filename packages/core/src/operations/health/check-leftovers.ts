import { sweepAbandoned } from "../run/rescue-login.ts";
import type { Check } from "./check.ts";

/** Private files with tokens that a shell or command left behind because it was killed. */
export const checkLeftovers: Check = {
  id: "leftovers",
  title: "Private files left behind",
  async run(engine) {
    const abandoned = engine.privateConfigs.abandoned();
    const findings = abandoned.map(({ path }) => ({
      code: "private-file-left",
      level: "warning" as const,
      message: `${path} contains a token and was left behind by a shell or command that has ended.`,
      remedy: ["Remove it: k6p doctor --fix"],
      async fix() {
        await sweepAbandoned(engine, engine.host.env);
        return `Removed ${path}.`;
      },
    }));
    return { findings };
  },
};
