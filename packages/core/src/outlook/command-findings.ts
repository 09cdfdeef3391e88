import { CLOUD_OPTION_VARIABLE } from "../k6-config/k6-cloud-variables.ts";
import { isAtLeast } from "../k6-config/k6-version.ts";
import { type Finding, note } from "./finding.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { fromPlace } from "./say-place.ts";
import { type Situation, streamsToCloud } from "./situation.ts";

/** What the version, the command or an option makes of the identity. */
export function commandFindings(situation: Situation, { folder }: OutlookSources): readonly Finding[] {
  const { version, fields, file, owner } = situation;
  const found: Finding[] = [];
  if (version !== undefined && !isAtLeast(version, [1, 6]))
    found.push(
      note("old-k6", "warning", {
        field: "stackId",
        message: `k6 ${version.major}.${version.minor} does not support stacks: Grafana Cloud takes the stack of the token.`,
        remedy: ["Update k6 to 1.6 or newer (2.1 or newer is best)."],
      }),
    );
  if (streamsToCloud(situation) && fields.token.value !== undefined)
    found.push(
      note("stack-not-sent", "warning", {
        field: "stackId",
        message:
          "`k6 run -o cloud` sends neither the stack ID nor the default project: Grafana Cloud takes those of the token.",
        remedy: ["k6 cloud run --local-execution SCRIPT sends both."],
      }),
    );
  const decided = [fields.token, fields.stackId, fields.projectId];
  const byOption = decided.find(({ source, place }) => source === "config-options" || place === CLOUD_OPTION_VARIABLE);
  if (byOption !== undefined)
    found.push(
      note("option-identity", "warning", { message: `A part of the identity is ${fromPlace(byOption, file)}.` }),
    );
  const byScript = [fields.token, fields.stackId].find(({ source }) => source === "script");
  if (byScript !== undefined)
    found.push(
      note("script-identity", "warning", { message: `A part of the identity is ${fromPlace(byScript, file)}.` }),
    );
  if (folder !== undefined && folder.profile.id !== owner?.id)
    found.push(
      note("folder-bound", "info", {
        message: `${folder.path} is bound to ${folder.profile.name}, which k6p uses here where you name no profile; k6 by itself does not.`,
        remedy: [`k6p exec ${folder.profile.name} -- k6 …`],
      }),
    );
  return found;
}
