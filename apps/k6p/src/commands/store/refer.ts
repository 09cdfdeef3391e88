import { RECIPE_GUIDE } from "@k6p/core/operations/login/list-recipes";
import type { TokenPlace } from "@k6p/core/operations/login/link-token";
import { defineCommand, type Input } from "../../frame/command-definition.ts";
import { afterDashes, choice, flag, text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";
import { usageError } from "../../frame/usage-error.ts";

const RECIPES = RECIPE_GUIDE.map(({ name, title, form }) => `- ${name} (${title}): ${form}`);

const ARGS = {
  name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }),
  command: afterDashes({ summary: "Command that prints the token, after --", label: "COMMAND", required: false }),
};

const FLAGS = {
  recipe: choice({
    summary: "Read the token from a password manager",
    label: "RECIPE",
    options: RECIPE_GUIDE.map(({ name }) => name),
    exclusive: ["env", "file"],
    dependsOn: ["at"],
  }),
  at: text({ summary: "Secret in the password manager; see below", label: "WHERE", dependsOn: ["recipe"] }),
  env: text({ summary: "Read the token from an environment variable", label: "NAME", exclusive: ["recipe", "file"] }),
  file: text({
    summary: "Read the token from a file, such as a Docker or Kubernetes secret",
    label: "PATH",
    complete: "files",
    exclusive: ["recipe", "env"],
  }),
  field: text({
    summary: "Key of the token in the JSON that the command prints",
    label: "KEY",
    exclusive: ["recipe", "env", "file"],
  }),
  verify: flag({ summary: "Check the token with Grafana Cloud first (the default)", negatable: true }),
};

export const storeRefer = defineCommand({
  summary: "Read the token of a profile from a password manager, variable or file",
  description: [
    "k6p reads the token once and checks it with Grafana Cloud. It then stores no token for the profile, and reads it again each time it is needed: use, env, exec, shell and show --reveal. Commands that list profiles or show the active one do not read it. If k6p had a token for the profile, it is removed.",
    "A command runs without a shell, with the absolute path that the program has now. It must print only the token, within 15 seconds (60 at a terminal). Its environment is yours without the variables of k6.",
    "Recipes, with the WHERE that each one takes:",
    RECIPES.join("\n"),
  ].join("\n\n"),
  examples: [
    { description: "Read the token from pass", command: "k6p store refer prod --recipe pass --at k6/prod" },
    {
      description: "Read the token from 1Password",
      command: "k6p store refer prod --recipe op --at op://Work/k6-prod/credential",
    },
    {
      description: "Read the token from another program",
      command: "k6p store refer prod -- secret-tool lookup service k6-prod",
    },
    { description: "Read the token from a Docker secret", command: "k6p store refer prod --file /run/secrets/k6-prod" },
    {
      description: "Read the token from a variable of a CI job",
      command: "k6p store refer prod --env K6_TOKEN_PROD --no-verify",
    },
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
  reportsChange: true,
  render({ profile, token }, style) {
    const checked =
      token.verifiedAt === undefined ? "It was not checked with Grafana Cloud." : "Grafana Cloud accepted it.";
    return [
      `Profile ${style.bold(profile.name)} now reads its token from elsewhere. ${checked}`,
      `  read from  ${token.readFrom ?? ""}`,
      `  used by    use, env, exec, shell and show --reveal`,
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
    "Pass exactly one source of the token: --recipe with --at, --env, --file, or -- COMMAND.",
    "store refer",
  );
}
