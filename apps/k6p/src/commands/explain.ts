import { EXIT } from "@k6p/core/errors/error-codes";
import { type Explanation, tokenMark } from "@k6p/core/operations/explain/explain";
import { defineCommand } from "../frame/command-definition.ts";
import { afterDashes, choice, text } from "../frame/parameters.ts";
import { isToken, renderOutlook } from "../render/outlook.ts";

export const explain = defineCommand({
  summary: "Show what k6 would do here, and where each value comes from",
  description: [
    "Computes which token, stack, project and hosts k6 would use in this shell and folder, from its configuration file, the environment, the script and the words of the command. For each value it shows the place that decides, whose profile it is, and what loses. Nothing is sent anywhere.",
    "With a script, k6p asks `k6 inspect` for the script's own options. With --profile it explains what would happen with that profile. Exits with 3 when k6 would mix accounts, or cannot start.",
  ].join("\n\n"),
  examples: [
    { description: "Which stack does k6 hit from here?", command: "k6p explain" },
    { description: "And with this script?", command: "k6p explain script.js" },
    { description: "And with these words?", command: "k6p explain -- k6 run -o cloud script.js" },
    { description: "What if it ran with prod?", command: "k6p explain script.js --profile prod" },
    { description: "Check before a pipeline runs", command: "k6p explain --json | jq .fields.stackId.value" },
  ],
  args: {
    script: text({ summary: "A script or archive, for k6 cloud run", label: "SCRIPT", complete: "files" }),
    words: afterDashes({ summary: "The command line to explain, after --", label: "COMMAND", required: false }),
  },
  flags: {
    profile: text({ summary: "Explain what would happen with this profile", label: "NAME", complete: "profile" }),
    route: choice({
      summary: "How that profile would be activated (default: exec)",
      options: ["use", "exec"],
      label: "WAY",
      dependsOn: ["profile"],
    }),
  },
  async run({ engine }, input) {
    const { explain: explainHere } = await import("@k6p/core/operations/explain/explain");
    return explainHere(engine, input);
  },
  toJson: explanationJson,
  render: renderOutlook,
  exitCode: ({ outlook }) => (outlook.kind === "refused" || outlook.state === "mixed" ? EXIT.profile : EXIT.success),
});

function explanationJson({ outlook, words, script }: Explanation) {
  const asked = { words: words ?? null, script: script?.path ?? null, scriptKnown: script?.kind !== "unknown" };
  const file = { path: outlook.file.path, source: outlook.file.source, private: outlook.file.isPrivate };
  if (outlook.kind === "refused") {
    const refused = { name: outlook.name, reason: outlook.reason };
    return {
      ...asked,
      file,
      state: "refused",
      profile: null,
      mixed: false,
      fields: {},
      targets: [],
      findings: [],
      refused,
    };
  }
  const { state, profile, fields, targets, findings } = outlook;
  return {
    ...asked,
    file,
    state,
    profile: profile?.name ?? null,
    mixed: state === "mixed",
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueJson(value)])),
    targets: targets.map(({ what, url, shows }) => ({ what, url: url ?? null, shows })),
    findings: findings.map(({ code, level, field, message, remedy }) => ({
      code,
      level,
      field: field ?? null,
      message,
      remedy,
    })),
    refused: null,
  };
}

type Value = Extract<Explanation["outlook"], { readonly kind: "outlook" }>["fields"]["token"];

/** A token is shown by its mark. */
function valueJson({ value, source, place, profile, belongs, loses }: Value) {
  const shown = (found: Value["value"]) => (found === undefined ? null : isToken(found) ? tokenMark(found) : found);
  return {
    value: shown(value),
    source,
    place: place ?? null,
    profile: profile ?? null,
    belongs,
    loses: loses.map((claim) => ({ value: shown(claim.value), source: claim.source, place: claim.place ?? null })),
  };
}
