import { RECIPE_GUIDE } from "@k6p/core/operations/login/list-recipes";
import type { TokenPlace } from "@k6p/core/operations/login/link-token";
import { defineCommand, type Input } from "../../frame/command-definition.ts";
import { afterDashes, choice, flag, text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";
import { usageError } from "../../frame/usage-error.ts";

const RECIPES = RECIPE_GUIDE.map(({ name, title, form }) => `- ${name} (${title}): ${form}`);

const ARGS = {
  name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }),
  command: afterDashes({ summary: "A command that prints the token, after --", label: "COMMAND", required: false }),
};

const FLAGS = {
  recipe: choice({
    summary: "Ask a password manager",
    label: "RECIPE",
    options: RECIPE_GUIDE.map(({ name }) => name),
    exclusive: ["env", "file"],
    dependsOn: ["at"],
  }),
  at: text({ summary: "Which secret of the password manager", label: "WHERE", dependsOn: ["recipe"] }),
  env: text({ summary: "Read the variable NAME of the environment", label: "NAME", exclusive: ["recipe", "file"] }),
  file: text({
    summary: "Read a file that something else writes, such as a secret of Docker or Kubernetes",
    label: "PATH",
    complete: "files",
    exclusive: ["recipe", "env"],
  }),
  field: text({
    summary: "The command prints JSON, and the token is under this key",
    label: "KEY",
    exclusive: ["recipe", "env", "file"],
  }),
  verify: flag({ summary: "Check the token with Grafana Cloud before (the default)", negatable: true }),
};

export const storeRefer = defineCommand({
  summary: "Let a profile read its token from a password manager, a variable or a file",
  description: [
    "The place is read once, and the token checked with Grafana Cloud as if it was entered. From then on k6p keeps no token for the profile and reads that place whenever the token is needed (use, env, exec, show --reveal), never to list or to say what is active. A token that k6p kept is removed at the end.",
    "A command is run without a shell, by the whole path that its program has now, and must print the token alone within 15 seconds (60 at a terminal). It gets your environment without the variables of k6.",
    "The recipes, and what WHERE is for each:",
    RECIPES.join("\n"),
  ].join("\n\n"),
  examples: [
    { description: "From pass", command: "k6p store refer prod --recipe pass --at k6/prod" },
    { description: "From 1Password", command: "k6p store refer prod --recipe op --at op://Work/k6-prod/credential" },
    { description: "From any other program", command: "k6p store refer prod -- secret-tool lookup service k6-prod" },
    { description: "From a secret of Docker", command: "k6p store refer prod --file /run/secrets/k6-prod" },
    { description: "From a variable of a CI job", command: "k6p store refer prod --env K6_TOKEN_PROD --no-verify" },
  ],
  args: ARGS,
  flags: FLAGS,
  async run({ engine }, input) {
    const place = placeOf(input);
    const { linkToken: referToken } = await import("@k6p/core/operations/login/link-token");
    const { profile, origin, record, file, replaced } = await referToken(engine, {
      name: input.name,
      place,
      verify: input.verify !== false,
    });
    const { summaryOf } = await import("@k6p/core/operations/tokens/describe-profile");
    return { profile, origin, file, replaced, token: { state: "stored", ...summaryOf(record) } as const };
  },
  toJson: ({ replaced, ...described }) => ({ ...profileJson(described), replaced }),
  render({ profile, token }, style) {
    const checked =
      token.verifiedAt === undefined ? "was not checked with Grafana Cloud" : "is accepted by Grafana Cloud";
    const verb = token.store === "command" ? "run" : "read";
    return [
      `Profile ${style.bold(profile.name)} has its token elsewhere from now on. The one that is there ${checked}.`,
      `  ${verb.padEnd(5)} ${token.readFrom ?? ""}`,
      `  when  the token is needed: use, env, exec, show --reveal`,
    ].join("\n");
  },
});

/** Throws `USAGE` unless exactly one place is named. */
function placeOf({ command, recipe, at, env, file, field }: Input<typeof ARGS, typeof FLAGS>): TokenPlace {
  const places: readonly TokenPlace[] = [
    ...(command.length > 0 ? [{ from: "command", words: command, field } as const] : []),
    ...(recipe !== undefined && at !== undefined ? [{ from: "recipe", recipe, where: at } as const] : []),
    ...(env === undefined ? [] : [{ from: "env", variable: env } as const]),
    ...(file === undefined ? [] : [{ from: "plain-file", path: file } as const]),
  ];
  const [place, another] = places;
  if (place !== undefined && another === undefined) return place;
  throw usageError(
    "Say where the token is, in one way: --recipe with --at, --env, --file, or -- COMMAND.",
    "store refer",
  );
}
