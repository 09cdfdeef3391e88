import { INTERNAL_VARIABLES, K6P_VARIABLES, SYSTEM_VARIABLES, type VariableEntry } from "@k6p/core/host/k6p-variables";
import { K6_CLOUD_VARIABLES } from "@k6p/core/k6-config/k6-cloud-variables";

/** The reference of environment variables, as Markdown. */
export function environmentReference(): string {
  return `${[
    "# Environment variables",
    "Made from `packages/core/src/host/k6p-variables.ts`; do not edit by hand.",
    table(K6P_VARIABLES),
    "## Variables of k6",
    "The real k6 reads these. `k6p env`, `exec` and `shell` replace or unset those of the identity, so that nothing of another profile is left.",
    table([
      { name: "K6_CONFIG", meaning: "the file that k6 reads and `k6p use` writes" },
      ...K6_CLOUD_VARIABLES.map(cloudEntry),
    ]),
    "## Variables that k6p sets for itself",
    "Do not set these by hand.",
    table(INTERNAL_VARIABLES),
    "## Variables of the system",
    table(SYSTEM_VARIABLES),
  ].join("\n\n")}\n`;
}

function cloudEntry({ name, field, isStale }: (typeof K6_CLOUD_VARIABLES)[number]): VariableEntry {
  return {
    name,
    meaning: isStale
      ? `k6's \`${field}\`; replaced or unset when you activate a profile`
      : `k6's \`${field}\`, unless the profile has its own`,
  };
}

function table(entries: readonly VariableEntry[]): string {
  const rows = [
    { name: "variable", meaning: "meaning" },
    ...entries.map(({ name, meaning }) => ({ name: `\`${name}\``, meaning })),
  ];
  const width = (column: "name" | "meaning"): number => Math.max(...rows.map((row) => row[column].length));
  const [names, meanings] = [width("name"), width("meaning")];
  const lines = rows.map(({ name, meaning }) => `| ${name.padEnd(names)} | ${meaning.padEnd(meanings)} |`);
  return lines.toSpliced(1, 0, `| ${"-".repeat(names)} | ${"-".repeat(meanings)} |`).join("\n");
}
