import type { Format, PlainVariable } from "../format.ts";

/**
 * For the file that `GITHUB_ENV` names in a step of GitHub Actions. Each value gets a new random delimiter: anyone
 * who could guess it could set other variables.
 */
export const github: Format = {
  id: "github",
  addedTo: "GITHUB_ENV",
  render: (variables, random) => variables.map((variable) => block(variable, random)).join(""),
  hide: (secrets) =>
    secrets
      .flatMap((secret) => secret.split(/[\r\n]+/))
      .filter((line) => line !== "")
      .map((line) => `::add-mask::${line.replaceAll("%", "%25")}\n`)
      .join(""),
};

function block({ name, value }: PlainVariable, random: () => string): string {
  let delimiter: string;
  do delimiter = `k6p_${random()}`;
  while (value.includes(delimiter));
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
