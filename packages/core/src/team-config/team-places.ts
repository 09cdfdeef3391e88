/** The format of a team file; `package` is the key `k6p` of a `package.json`. */
export type TeamFormat = "yaml" | "json" | "package";

/** Where a team file may be in a folder. The first one that exists is used. */
export const TEAM_PLACES: readonly string[] = [
  "k6p.config.yaml",
  "k6p.config.yml",
  "k6p.config.json",
  ".k6prc",
  ".k6prc.yaml",
  ".k6prc.yml",
  ".k6prc.json",
  ".config/k6p.yaml",
  ".config/k6p.yml",
  ".config/k6p.json",
  "package.json",
];

/** Where a team file may be in a package that others extend. */
export const PACKAGE_PLACES: readonly string[] = ["k6p.config.yaml", "k6p.config.yml", "k6p.config.json"];

/** The key of a `package.json` that holds a team file. */
export const PACKAGE_KEY = "k6p";

/** The format of a team file, by its name; undefined if the name is not that of a data file. */
export function formatOf(path: string): TeamFormat | undefined {
  const name = path.replace(/^.*[\\/]/, "");
  if (name === "package.json") return "package";
  if (name === ".k6prc" || /\.ya?ml$/i.test(name)) return "yaml";
  return /\.json$/i.test(name) ? "json" : undefined;
}
