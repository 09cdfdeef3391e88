import { COLLECTORS_VARIABLE } from "../k6-config/k6-cloud-variables.ts";
import { type Finding, note } from "./finding.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { fromPlace } from "./say-place.ts";
import type { Situation } from "./situation.ts";

/** Whether there is a token, whose it is, and from which file k6 1 takes it. */
export function tokenFindings(
  { fields, file, version, env }: Situation,
  { legacyFile }: OutlookSources,
): readonly Finding[] {
  const { token } = fields;
  const found: Finding[] = [];
  if (token.value === undefined)
    found.push(
      note("no-token", "info", {
        field: "token",
        message: `k6 has no token: neither ${file.path} nor the environment has one.`,
      }),
    );
  else if (token.profile === undefined)
    found.push(
      note("unknown-token", "warning", {
        field: "token",
        message: `No profile has the token ${fromPlace(token, file)}.`,
      }),
    );
  if (file.source === "legacy")
    found.push(
      note("legacy-file", "info", {
        message: `k6 1 reads ${file.path}, its previous default file, because the present one is missing.`,
      }),
    );
  else if (legacyFile !== undefined && version === undefined && file.bytes === undefined)
    found.push(note("legacy-file", "info", { message: `k6 1 would read ${legacyFile.path}; k6 2 does not.` }));
  if ((env[COLLECTORS_VARIABLE] ?? "").trim() !== "")
    found.push(
      note("collectors-variable", "warning", {
        message: `${COLLECTORS_VARIABLE} in the environment replaces the file's own settings whenever k6 loads a script.`,
        remedy: [`unset ${COLLECTORS_VARIABLE}`],
      }),
    );
  return found;
}
