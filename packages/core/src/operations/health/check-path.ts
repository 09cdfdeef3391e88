import { pathRules } from "../../host/join-path.ts";
import type { Check } from "./check.ts";

/** Entries of PATH that let a repository bring its own k6. */
export const checkPath: Check = {
  id: "path",
  title: "PATH",
  async run({ host }) {
    const rules = pathRules(host);
    const entries = (host.env["PATH"] ?? host.env["Path"] ?? "").split(rules.delimiter);
    const relative = [...new Set(entries.filter((entry) => !rules.isAbsolute(entry)))];
    const ofProjects = [...new Set(entries.filter((entry) => /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(entry)))];
    const findings = [
      ...relative.map((entry) => ({
        code: "path-relative",
        level: "warning" as const,
        message: `PATH contains ${entry === "" ? "an empty entry" : JSON.stringify(entry)}, so the folder you are in can bring its own k6. k6p skips it; your shell does not.`,
        remedy: ["Remove it from PATH in your shell's startup file."],
      })),
      ...ofProjects.map((entry) => ({
        code: "path-project",
        level: "warning" as const,
        message: `PATH contains ${entry}, so that project's packages can bring their own k6.`,
        remedy: ["Remove it from PATH where you run k6 with a token."],
      })),
    ];
    return { findings };
  },
};
