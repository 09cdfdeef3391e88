import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { recipeCommand } from "./recipe-command.ts";
import { RECIPES } from "./recipes.ts";

const COMMANDS: readonly (readonly [recipe: string, where: string, line: string])[] = [
  ["pass", "k6/prod", "pass show k6/prod"],
  ["gopass", "team/k6/prod", "gopass show --password team/k6/prod"],
  ["op", "op://Work/k6 prod/credential", "op read op://Work/k6 prod/credential"],
  ["op", "op://Work/k6/section/field", "op read op://Work/k6/section/field"],
  ["vault", "secret/k6/prod#token", "vault kv get -field=token secret/k6/prod"],
  ["aws", "k6/prod", "aws secretsmanager get-secret-value --secret-id k6/prod --query SecretString --output text"],
  [
    "aws",
    "arn:aws:secretsmanager:eu-west-1:1:secret:k6-AbCdEf#token",
    "aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:eu-west-1:1:secret:k6-AbCdEf --query SecretString --output text (field token)",
  ],
  ["gcloud", "k6-prod", "gcloud secrets versions access latest --secret=k6-prod"],
  [
    "gcloud",
    "projects/acme/secrets/k6-prod",
    "gcloud secrets versions access projects/acme/secrets/k6-prod/versions/latest",
  ],
  [
    "gcloud",
    "projects/acme/secrets/k6-prod/versions/7#token",
    "gcloud secrets versions access projects/acme/secrets/k6-prod/versions/7 (field token)",
  ],
  [
    "az",
    "acme-vault/k6-prod",
    "az keyvault secret show --vault-name acme-vault --name k6-prod --query value --output tsv",
  ],
  [
    "kubectl",
    "load-tests/k6-prod#token",
    'kubectl get secret k6-prod --namespace load-tests --output go-template={{index .data "token" | base64decode}}',
  ],
  ["kubectl", "k6-prod#a.b", 'kubectl get secret k6-prod --output go-template={{index .data "a.b" | base64decode}}'],
];

function line(recipe: string, where: string): string {
  const { words, field } = recipeCommand(recipe, where);
  return [...words, ...(field === undefined ? [] : [`(field ${field})`])].join(" ");
}

function refusal(recipe: string, where: string): K6pError {
  try {
    recipeCommand(recipe, where);
  } catch (error) {
    if (error instanceof K6pError) return error;
  }
  throw new Error(`${recipe} took ${where}`);
}

describe("A recipe", () => {
  test.each(COMMANDS)("for %s makes of %s: %s", (recipe, where, expected) => {
    expect(line(recipe, where)).toBe(expected);
  });

  test("is there for every password manager that is promised, with an example that fits", () => {
    expect(Object.keys(RECIPES)).toEqual(["pass", "gopass", "op", "vault", "aws", "gcloud", "az", "kubectl"]);
    for (const [name, { example }] of Object.entries(RECIPES)) expect(line(name, example)).toContain(name);
  });

  test.each([
    ["op", "Work/k6/credential"],
    ["op", "op://Work/k6"],
    ["vault", "secret/k6/prod"],
    ["vault", "#token"],
    ["az", "k6-prod"],
    ["az", "a/b/c"],
    ["kubectl", "k6-prod"],
    ["kubectl", 'k6-prod#a" | printf "x'],
    ["kubectl", "../k6#token"],
    ["pass", ""],
    ["pass", "-c"],
    ["aws", "a\nb"],
    ["gopass", "a\u001b[31m"],
  ])("for %s does not take %j, and shows an example", (recipe, where) => {
    const { code, message, remedy } = refusal(recipe, where);
    expect(code).toBe("USAGE");
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(remedy.join()).toContain(`--recipe ${recipe} --at`);
  });

  test.each(["1password", "", "__proto__", "constructor"])("is not found under %j, and all names are told", (name) => {
    expect(refusal(name, "x").remedy[0]).toContain("pass, gopass, op, vault, aws, gcloud, az, kubectl");
  });

  test("never makes an option of what the user wrote, nor another word of its own", () => {
    for (const [recipe, { example }] of Object.entries(RECIPES)) {
      const usual = recipeCommand(recipe, example).words;
      const optionsIn = (words: readonly string[]): readonly string[] =>
        words.filter((word) => word.startsWith("-")).map((word) => word.split("=", 1)[0] ?? "");
      fc.assert(
        fc.property(fc.string({ minLength: 1 }), (text) => {
          for (const where of [text, `${text}#${text}`, `op://${text}/${text}/${text}`, `${text}/${text}`]) {
            const words = wordsOf(recipe, where);
            if (words === undefined) continue;
            expect(words[0]).toBe(recipe);
            for (const option of optionsIn(words))
              expect([...optionsIn(usual), "--secret", "--namespace"]).toContain(option);
          }
        }),
      );
    }
  });
});

function wordsOf(recipe: string, where: string): readonly string[] | undefined {
  try {
    return recipeCommand(recipe, where).words;
  } catch {
    return undefined;
  }
}
