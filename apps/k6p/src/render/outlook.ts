import { type Explanation, tokenMark } from "@k6p/core/operations/explain/explain";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

type Outlook = Extract<Explanation["outlook"], { readonly kind: "outlook" }>;
type Value = Outlook["fields"][keyof Outlook["fields"]];
type Claim = Value["loses"][number];

/** Fields that are always shown, with their names in the table. */
const ALWAYS: ReadonlyMap<string, string> = new Map([
  ["token", "token"],
  ["stackId", "stack ID"],
  ["stackUrl", "stack"],
  ["projectId", "project"],
  ["defaultProjectId", "default project"],
  ["apiHost", "API host"],
]);

/** The outlook as a table: field, winner, where it is from, whose it is; then what loses, where things go, and what to know. */
export function renderOutlook({ outlook, words, script }: Explanation, style: Style): string {
  if (outlook.kind === "refused")
    return `k6 stops before it does anything: ${outlook.name} ${outlook.reason} (${outlook.file.path}).`;
  const shown = Object.entries<Value>(outlook.fields).filter(([name, value]) => ALWAYS.has(name) || isSet(value));
  const rows = shown.map(([name, value]) => {
    const belongs = value.belongs ? "" : style.red(" (not this profile's)");
    return [
      ALWAYS.get(name) ?? name,
      valueText(value),
      placeText(value, outlook.file.path),
      `${value.profile ?? "-"}${belongs}`,
    ];
  });
  const command = words === undefined ? "any k6 cloud command" : `k6 ${words.join(" ")}`;
  const lost = shown.flatMap(([name, { loses }]) =>
    loses
      .filter(isSet)
      .map((claim) => `  ${ALWAYS.get(name) ?? name}: ${valueText(claim)} from ${placeText(claim, outlook.file.path)}`),
  );
  const findings = outlook.findings.flatMap(({ level, message, remedy }) => [
    `${level === "info" ? "Note:" : style.yellow("Warning:")} ${message}`,
    ...remedy.map((line) => `  ${line}`),
  ]);
  return [
    `${style.bold(command)}${outlook.version === undefined ? "" : ` (k6 ${outlook.version.major}.${outlook.version.minor})`}: ${stateText(outlook)}`,
    renderTable({ header: ["FIELD", "VALUE", "FROM", "PROFILE"], rows }, style),
    ...(lost.length === 0 ? [] : ["Not used:", ...lost]),
    ...outlook.targets.map(
      ({ what, url, shows }) => `${what} go to ${url ?? "the address that Grafana Cloud gives"}, with the ${shows}`,
    ),
    ...(script?.kind === "unknown" ? [`The options of ${script.path} are not known: ${script.reason}.`] : []),
    ...findings,
  ].join("\n");
}

function isSet({ value, source }: Pick<Claim, "value" | "source">): boolean {
  return value !== undefined && source !== "default" && source !== "none";
}

function stateText({ state, profile }: Outlook): string {
  switch (state) {
    case "none":
      return "k6 has no token";
    case "unknown":
      return "k6 uses a token that belongs to no profile";
    case "whole":
      return `k6 uses profile ${profile?.name ?? "-"}`;
    case "mixed":
      return `k6 mixes profile ${profile?.name ?? "-"} with values of another account`;
  }
}

/** A token by its mark, never by its value. */
function valueText({ value }: Pick<Claim, "value">): string {
  if (value === undefined) return "-";
  return isToken(value) ? tokenMark(value) : String(value);
}

/** Whether a value is a token. */
export function isToken<Found>(value: Found): value is Extract<Found, object> {
  return typeof value === "object" && value !== null;
}

function placeText({ source, place }: Pick<Claim, "source" | "place">, file: string): string {
  switch (source) {
    case "config":
      return file;
    case "config-options":
      return `${place ?? "options"} in ${file}`;
    case "env":
      return place ?? "the environment";
    case "script":
      return `script, ${place ?? "options.cloud"}`;
    case "flag":
      return place ?? "a flag";
    case "default":
      return "k6's default";
    case "none":
      return "-";
  }
}
