import { isAtLeast } from "../k6-config/k6-version.ts";
import type { OutlookField } from "./outlook-field.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { type Situation, streamsToCloud } from "./situation.ts";

/** Whether the command shows the token to the server that a field names; where no command is known, whether some command does. */
export function isShownToken(field: OutlookField, situation: Situation, { words }: OutlookSources): boolean {
  if (words === undefined) return true;
  const { command, showsLogs } = situation.words;
  const streams = streamsToCloud(situation);
  const isNew = isAtLeast(situation.version, [2, 0]);
  const isCloud = command.startsWith("cloud-");
  switch (field) {
    case "apiHost":
      return isCloud && isNew;
    case "ingestHost":
      return streams || command === "cloud-local" || (isCloud && !isNew);
    case "logsTailUrl":
      return command === "cloud-run" && showsLogs;
    case "traceHost":
      return (streams || command === "cloud-local") && situation.fields.tracesEnabled.value === true;
    default:
      return command !== "other" && command !== "cloud-list" && command !== "cloud-login";
  }
}
