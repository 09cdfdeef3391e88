const foundation = [core("errors"), core("host"), core("json-text")];
const concepts = [
  "profiles",
  "profile-archive",
  "secrets",
  "credentials",
  "k6-config",
  "activation",
  "bindings",
  "ci-snippets",
  "cloud-api",
  "completions",
  "hooks",
  "outlook",
  "sealed-tokens",
  "settings",
  "shells",
  "startup-files",
  "team-config",
  "team-sync",
].map(core);

/** The topics of operations, in the order in which they may use each other: a topic uses those above it. */
const topics = [
  "catalog",
  "tokens",
  "active",
  "select",
  "projects",
  "login",
  "stores",
  "use",
  "run",
  "env",
  "shell-setup",
  "profiles",
  "explain",
  "transfer",
  "folders",
  "ci",
  "sealing",
  "team",
  "health",
  "updates",
].map((topic) => core(`operations/${topic}`));

/**
 * The shape of this repository, in one table. Files of tests (`*.test.ts`, `fixtures/`, `testing/`, `test/`) may import
 * anything and keep only the rules on names, lengths and cycles.
 */
export const boundaryRules: BoundaryRules = {
  /**
   * Which folder may import from which other folders and files. A file belongs to the longest name that holds it; every
   * folder needs a row.
   */
  edges: {
    "packages/core/src": [core("operations"), ...concepts, ...foundation],
    "packages/core/src/engine": [...concepts, ...foundation],
    "packages/core/src/operations": [],
    ...Object.fromEntries(
      topics.map((topic, index) => [topic, [core("engine"), ...topics.slice(0, index), ...concepts, ...foundation]]),
    ),
    ...Object.fromEntries(concepts.map((concept) => [concept, foundation])),
    "packages/core/src/completions": [core("startup-files"), ...foundation],
    "packages/core/src/credentials": [core("profiles"), core("secrets"), ...foundation],
    "packages/core/src/profile-archive": [core("profiles"), ...foundation],
    "packages/core/src/outlook": [core("k6-config"), ...foundation],
    "packages/core/src/sealed-tokens": [core("credentials"), core("secrets/token-format.ts"), ...foundation],
    "packages/core/src/team-config": [
      core("profiles"),
      core("cloud-api/api-origin.ts"),
      core("cloud-api/grafana-hosts.ts"),
      ...foundation,
    ],
    "packages/core/src/team-sync": [core("team-config"), ...foundation],
    "packages/core/src/host": [core("errors")],
    "packages/core/src/json-text": [],
    "packages/core/src/errors": [],
    "apps/k6p/src": [
      core("engine"),
      core("operations"),
      core("completions"),
      core("profiles/nearest-name.ts"),
      ...foundation,
    ],
    "apps/k6p/src/tour": [
      "apps/k6p/src",
      core("engine"),
      core("operations"),
      core("testing/cloud-stand-in.ts"),
      core("testing/cloud-stand-in"),
      ...foundation,
    ],
    "apps/k6p": [],
    scripts: [],
  },

  /** Plain types that every folder may name. */
  everywhere: [core("secrets/secret.ts"), core("k6-config/identity.ts")],

  /** Files that one list or one place brings in; nobody else may know them. */
  registered: [
    {
      files: /^packages\/core\/src\/secrets\/stores\//,
      by: /^packages\/core\/src\/secrets\/(stores\/|secret-stores\.ts$)/,
    },
    { files: /^packages\/core\/src\/shells\/(?!(?:shells?|formats?)\.ts$)/, by: /^packages\/core\/src\/shells\// },
    {
      files: /^packages\/core\/src\/completions\/(?!completion-)/,
      by: /^packages\/core\/src\/completions\//,
    },
    {
      files: /^packages\/core\/src\/hooks\/(?!hooks?\.ts$|subshell-start\.ts$)/,
      by: /^packages\/core\/src\/hooks\//,
    },
    {
      files: /^packages\/core\/src\/host\/node\//,
      by: /^(packages\/core\/src\/host\/node\/|apps\/k6p\/src\/context\.ts$)/,
    },
  ],

  /** Modules of Node that only compute; every other one is a door to the machine. */
  pureBuiltins: ["node:path", "node:crypto", "node:util", "node:buffer"],
  /** The only files that may open such a door; the keyring's worker is a program of its own. */
  doors: [
    /\/keyring-worker\.ts$/,
    /^packages\/core\/src\/host\/node\/node-/,
    /^apps\/k6p\/(bench\/|bin\/|scripts\/|[^/]+\.config\.ts$)/,
    /^apps\/k6p\/src\/(context|frame\/main|(?:terminal|hot)\/node-[^/]+)\.ts$/,
    /^scripts\//,
  ],

  /** Packages that must not be found in a folder. */
  foreign: [{ folder: "packages/", packages: /^(@oclif\/|oclif$|@inquirer\/|chalk$|ansis$|picocolors$)/ }],

  /** A homeless function is a missing concept. */
  drawers: ["utils", "util", "helpers", "helper", "common", "shared", "misc", "manager", "managers"],
  maxLines: 400,
};

export interface BoundaryRules {
  readonly edges: Readonly<Record<string, readonly string[]>>;
  readonly everywhere: readonly string[];
  readonly registered: readonly { readonly files: RegExp; readonly by: RegExp }[];
  readonly pureBuiltins: readonly string[];
  readonly doors: readonly RegExp[];
  readonly foreign: readonly { readonly folder: string; readonly packages: RegExp }[];
  readonly drawers: readonly string[];
  readonly maxLines: number;
}

function core(path: string): string {
  return `packages/core/src/${path}`;
}
