import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeHost } from "../host/node/node-host.ts";
import { describeExternalStore, type ExternalPlace } from "../testing/external-store-contract.ts";
import { createFakePrograms, expectArguments, type FakePrograms } from "../testing/fake-programs.ts";
import { recipeCommand } from "./recipes/recipe-command.ts";
import { createExternalStores } from "./secret-stores.ts";

const TOKEN = "glc_eyJvIjoiMSJ9abcdefgh==";

describeExternalStore("A variable", () => ({
  stores: createExternalStores(createNodeHost({ env: { K6_PROD: TOKEN } })),
  present: { store: "env", reference: { variable: "K6_PROD" } },
  missing: { store: "env", reference: { variable: "K6_OTHER" } },
  token: TOKEN,
  tellsMissing: true,
}));

describeExternalStore("A file", () => {
  const folder = mkdtempSync(join(tmpdir(), "k6p-external-"));
  const path = join(folder, "token");
  writeFileSync(path, `${TOKEN}\n`, { mode: 0o600 });
  return {
    stores: createExternalStores(createNodeHost({ env: {} })),
    present: { store: "plain-file", reference: { path } },
    missing: { store: "plain-file", reference: { path: join(folder, "other") } },
    token: TOKEN,
    tellsMissing: true,
    refuse: { kind: "unavailable", begin: () => chmodSync(path, 0o666) },
    close: () => rmSync(folder, { recursive: true }),
  };
});

interface FakeManager {
  readonly present: string;
  readonly missing: string;
  /** Where the token is printed. */
  readonly words: readonly string[];
  /** What the program does when it gives the token, when it has none, and when it is locked. */
  readonly gives: string;
  readonly lacks: string;
  readonly refuses: string;
  readonly kind?: "locked" | "unavailable";
}

const say = (text: string): string => `cat >&2 << 'END'\n${text}\nEND`;

/** Password managers as they behave when nobody is at their terminal, in the words of their releases of 2024 to 2026. */
const MANAGERS: Readonly<Record<string, FakeManager>> = {
  pass: {
    present: "k6/prod",
    missing: "k6/other",
    words: ["show", "k6/prod"],
    gives: `printf '%s\\nuser: me\\nurl: https://acme.grafana.net\\n' '${TOKEN}'`,
    lacks: `${say("Error: k6/other is not in the password store.")}\nexit 1`,
    refuses: `${say("gpg: public key decryption failed: Inappropriate ioctl for device\ngpg: decryption failed: No secret key")}\nexit 2`,
  },
  gopass: {
    present: "k6/prod",
    missing: "k6/other",
    words: ["show", "--password", "k6/prod"],
    gives: `printf %s '${TOKEN}'`,
    lacks: `${say('\nError: failed to retrieve secret "k6/other": entry is not in the password store')}\nexit 11`,
    refuses: `${say('Error: failed to retrieve secret "k6/prod": Failed to decrypt: gpg: decryption failed: No pinentry')}\nexit 1`,
  },
  op: {
    present: "op://Work/k6-prod/credential",
    missing: "op://Work/k6-other/credential",
    words: ["read", "op://Work/k6-prod/credential"],
    gives: `echo '${TOKEN}'`,
    lacks: `${say(`[ERROR] 2026/03/01 10:00:00 could not read secret 'op://Work/k6-other/credential': could not get item Work/k6-other: "k6-other" isn't an item in the "Work" vault. Specify the item with its UUID, name, or domain.`)}\nexit 1`,
    refuses: `${say("No accounts configured for use with 1Password CLI.\n\nYou can either turn on the 1Password desktop app integration or sign in manually.\nDo you want to add an account manually now? [Y/n]")}\nread answer; ${say("[ERROR] 2026/03/01 10:00:00 You are not currently signed in. Please run `op signin --help` for instructions")}\nexit 1`,
  },
  vault: {
    present: "secret/k6/prod#token",
    missing: "secret/k6/other#token",
    words: ["kv", "get", "-field=token", "secret/k6/prod"],
    gives: `${say("WARNING! VAULT_ADDR and -address unset. Defaulting to https://127.0.0.1:8200.")}\nprintf %s '${TOKEN}'`,
    lacks: `${say("No value found at secret/data/k6/other")}\nexit 2`,
    refuses: `${say("Error making API request.\n\nURL: GET https://127.0.0.1:8200/v1/secret/data/k6/prod\nCode: 503. Errors:\n\n* Vault is sealed")}\nexit 2`,
  },
  aws: {
    present: "k6/prod#token",
    missing: "k6/other#token",
    words: [
      "secretsmanager",
      "get-secret-value",
      "--secret-id",
      "k6/prod",
      "--query",
      "SecretString",
      "--output",
      "text",
    ],
    gives: `echo '{"user":"me","token":"${TOKEN}","note":"say \\\\"hi\\\\""}'`,
    lacks: `${say("\nAn error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret.")}\nexit 254`,
    refuses: `${say("\nError loading SSO Token: Token for acme has expired and refresh failed")}\nexit 255`,
  },
  gcloud: {
    present: "projects/acme/secrets/k6-prod",
    missing: "projects/acme/secrets/k6-other",
    words: ["secrets", "versions", "access", "projects/acme/secrets/k6-prod/versions/latest"],
    gives: `printf %s '${TOKEN}'`,
    lacks: `${say("ERROR: (gcloud.secrets.versions.access) NOT_FOUND: Secret [projects/1/secrets/k6-other] not found or has no versions.")}\nexit 1`,
    refuses: `${say("ERROR: (gcloud.secrets.versions.access) There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.\nPlease run:\n\n  $ gcloud auth login\n")}\nexit 1`,
  },
  az: {
    present: "acme-vault/k6-prod",
    missing: "acme-vault/k6-other",
    words: "keyvault secret show --vault-name acme-vault --name k6-prod --query value --output tsv".split(" "),
    gives: `${say("WARNING: The output may contain sensitive data.")}\nprintf '%s\\r\\n' '${TOKEN}'`,
    lacks: `${say("ERROR: (SecretNotFound) A secret with (name/id) k6-other was not found in this key vault.\nCode: SecretNotFound")}\nexit 3`,
    refuses: `${say("ERROR: Please run 'az login' to setup account.")}\nexit 1`,
  },
  kubectl: {
    present: "load-tests/k6-prod#token",
    missing: "load-tests/k6-other#token",
    words: [
      "get",
      "secret",
      "k6-prod",
      "--namespace",
      "load-tests",
      "--output",
      'go-template={{index .data "token" | base64decode}}',
    ],
    gives: `printf %s '${TOKEN}'`,
    lacks: `${say('Error from server (NotFound): secrets "k6-other" not found')}\nexit 1`,
    refuses: `${say("E0301 10:00:00.000000 1 memcache.go:265] couldn't get current server API group list\nThe connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?")}\nexit 1`,
    kind: "unavailable",
  },
};

for (const [recipe, manager] of Object.entries(MANAGERS))
  describeExternalStore(`The recipe for ${recipe}`, () => place(recipe, manager));

function place(recipe: string, manager: FakeManager): ExternalPlace {
  const fakes: FakePrograms = createFakePrograms();
  const locked = join(fakes.home, "locked");
  fakes.add(
    recipe,
    `if [ -e '${locked}' ]; then ${manager.refuses}
fi
case "$*" in *k6/other* | *k6-other*) ${manager.lacks} ;; esac
${expectArguments(manager.words)}
${manager.gives}`,
  );
  const stores = createExternalStores(createNodeHost({ env: fakes.env, workingDirectory: fakes.home }));
  const refer = (where: string) => stores.resolve({ from: "command", recipe, ...recipeCommand(recipe, where) });
  return {
    stores,
    present: refer(manager.present),
    missing: refer(manager.missing),
    token: TOKEN,
    tellsMissing: true,
    refuse: {
      kind: manager.kind ?? "locked",
      begin: () => writeFileSync(locked, ""),
    },
    close: () => fakes.remove(),
  };
}
