import type { Recipe } from "./recipe.ts";

/** The password managers that k6p knows how to ask, by the names of their programs. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  pass: {
    title: "the standard Unix password manager",
    form: "NAME",
    example: "k6/prod",
    build: (where) => ({ words: ["pass", "show", where], firstLine: true }),
    absent: /is not in the password store/i,
  },
  gopass: {
    title: "pass for teams",
    form: "NAME",
    example: "k6/prod",
    build: (where) => ({ words: ["gopass", "show", "--password", where] }),
    absent: /is not in the password store/i,
  },
  op: {
    title: "1Password",
    form: "op://VAULT/ITEM/FIELD",
    example: "op://Work/k6-prod/credential",
    build: (where) => (/^op:\/\/[^/]+\/[^/]+\/./.test(where) ? { words: ["op", "read", where] } : undefined),
    absent: /isn't an? (item|vault|field|section|file)\b|does not have a field/i,
  },
  vault: {
    title: "HashiCorp Vault, KV secrets",
    form: "PATH#FIELD",
    example: "secret/k6/prod#token",
    build(where) {
      const { place, field } = splitField(where);
      return field === undefined ? undefined : { words: ["vault", "kv", "get", `-field=${field}`, place] };
    },
    absent: /no value found at|not present in secret/i,
  },
  aws: {
    title: "AWS Secrets Manager",
    form: "SECRET[#FIELD]",
    example: "k6/prod#token",
    build(where) {
      const { place, field } = splitField(where);
      const question = ["--secret-id", place, "--query", "SecretString", "--output", "text"];
      return { words: ["aws", "secretsmanager", "get-secret-value", ...question], field };
    },
    absent: /ResourceNotFoundException/,
  },
  gcloud: {
    title: "Google Secret Manager",
    form: "SECRET[#FIELD] or projects/PROJECT/secrets/SECRET[#FIELD]",
    example: "projects/acme/secrets/k6-prod",
    build(where) {
      const { place, field } = splitField(where);
      const version = /^[^/]+$/.test(place) ? ["latest", `--secret=${place}`] : [resourceVersion(place)];
      return { words: ["gcloud", "secrets", "versions", "access", ...version], field };
    },
    absent: /\bNOT_FOUND\b/,
  },
  az: {
    title: "Azure Key Vault",
    form: "VAULT/SECRET[#FIELD]",
    example: "acme-vault/k6-prod",
    build(where) {
      const { place, field } = splitField(where);
      const [vault, name] = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9-]*)$/i.exec(place)?.slice(1) ?? [];
      if (vault === undefined || name === undefined) return undefined;
      const question = ["--vault-name", vault, "--name", name, "--query", "value", "--output", "tsv"];
      return { words: ["az", "keyvault", "secret", "show", ...question], field };
    },
    absent: /\bSecretNotFound\b/,
  },
  kubectl: {
    title: "Kubernetes secrets",
    form: "[NAMESPACE/]SECRET#KEY",
    example: "load-tests/k6-prod#token",
    build(where) {
      const [, namespace, name, key] = /^(?:([a-z0-9][a-z0-9-]*)\/)?([a-z0-9][a-z0-9.-]*)#([\w.-]+)$/.exec(where) ?? [];
      if (name === undefined || key === undefined) return undefined;
      const place = namespace === undefined ? [] : ["--namespace", namespace];
      const template = `go-template={{index .data "${key}" | base64decode}}`;
      return { words: ["kubectl", "get", "secret", name, ...place, "--output", template] };
    },
    absent: /\(NotFound\)/,
  },
};

/** What stands before and after the last `#`. */
function splitField(where: string): { readonly place: string; readonly field: string | undefined } {
  const [, place, field] = /^(.+)#([^#]+)$/.exec(where) ?? [];
  return place === undefined ? { place: where, field: undefined } : { place, field };
}

function resourceVersion(resource: string): string {
  return /\/versions\/[^/]+$/.test(resource) ? resource : `${resource}/versions/latest`;
}
