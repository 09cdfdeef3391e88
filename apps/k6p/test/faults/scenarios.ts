import { chmodSync } from "node:fs";
import { join } from "node:path";
import { makeSealedTeam, makeTeam, TEAM_FILE, ZOE } from "./base-home.ts";
import { makeRemote } from "./team-remote.ts";
import { FOREIGN, K6_CONFIG, NEW, type Scenario } from "./scenario.ts";

/** Commands that change no file, and why. */
export const READ_ONLY: Readonly<Record<string, string>> = {
  ci: "prints a pipeline",
  completion: "prints a script",
  "completion candidates": "prints words",
  explain: "prints what k6 will do",
  hook: "prints a script",
  open: "opens a page",
  "project list": "asks Grafana Cloud, and prints a table",
  token: "prints a token",
  "tour client": "is a part of the tour",
  verify: "asks Grafana Cloud; notes its answer in the record of the token by the same writer as login",
  "profile bindings": "prints a table",
  "profile current": "prints a name",
  "profile list": "prints a table",
  "profile show": "prints a profile",
  prompt: "prints a name",
  status: "prints what k6 uses",
  "store list": "prints a table",
  "team check": "prints findings",
  "team member list": "prints a table",
  "team status": "prints a table",
  tour: "works in a folder of its own that it removes",
  version: "prints a number",
};

const PRIVATE_FILE = /^\.k6p\/run\/k6-[^/]+\/config\.json$/;
const LOGIN_BY_K6 = JSON.stringify({ collectors: { cloud: { token: FOREIGN, stackID: 3 } } });

const profiles: Readonly<Record<string, readonly Scenario[]>> = {
  "profile add": [
    {
      words: ["profile", "add", "new", "--stack", "new", "--stack-id", "3", "--no-verify", "--token-stdin"],
      stdin: NEW,
    },
    {
      name: "the first one of a new home",
      inSample: true,
      words: ["profile", "add", "new", "--stack", "new", "--stack-id", "3", "--no-verify", "--token-stdin"],
      stdin: NEW,
      prepare: (home) => home.empty(),
    },
  ],
  "profile adopt": [{ words: ["profile", "adopt", "found"], prepare: (home) => home.write(K6_CONFIG, LOGIN_BY_K6) }],
  "profile bind": [{ words: ["profile", "bind", "staging"] }],
  "profile clear": [
    { words: ["profile", "clear"] },
    {
      name: "saves a login first",
      words: ["profile", "clear"],
      prepare: (home) => home.write(K6_CONFIG, LOGIN_BY_K6),
    },
  ],
  "profile copy": [{ words: ["profile", "copy", "prod", "twin"] }],
  "profile edit": [{ words: ["profile", "edit", "prod", "--description", "for tests", "--tag", "new"] }],
  "profile export": [
    { words: ["profile", "export", "prod", "--with-tokens", "--recipient", ZOE, "--output", "profiles.age"] },
  ],
  "profile import": [
    {
      words: ["profile", "import", "dev", "--from", "../dev.env", "--yes", "--no-verify"],
      prepare: (home) => home.write("dev.env", `K6_CLOUD_TOKEN=${NEW}\nK6_CLOUD_STACK_ID=3\n`),
      puts: /^dev\.env$/,
    },
  ],
  "profile remove": [
    { words: ["profile", "remove", "prod", "--yes"], prepare: bindProd, inSample: true },
    { name: "the token only", words: ["profile", "remove", "prod", "--token-only", "--yes"] },
  ],
  "profile rename": [{ words: ["profile", "rename", "prod", "renamed"], prepare: bindProd, inSample: true }],
  "profile unbind": [{ words: ["profile", "unbind"], prepare: bindProd }],
  "profile use": [
    { words: ["use", "staging"] },
    {
      name: "saves a login first",
      words: ["use", "staging"],
      prepare: (home) => home.write(K6_CONFIG, LOGIN_BY_K6),
      inSample: true,
    },
  ],
  login: [{ words: ["login", "prod", "--no-verify", "--token-stdin"], stdin: NEW }],
  "profile rotate": [{ words: ["rotate", "prod", "--no-verify", "--token-stdin"], stdin: NEW }],
  logout: [{ words: ["logout", "prod", "--yes"] }],
};

const activation: Readonly<Record<string, readonly Scenario[]>> = {
  env: [
    { words: ["env", "prod", "--shell", "sh"] },
    { name: "in a file", words: ["env", "prod", "--shell", "sh", "--file"], puts: PRIVATE_FILE },
    {
      name: "for another program",
      words: ["env", "prod", "--format", "docker", "--output", "k6.env"],
      puts: /^work\/k6\.env$/,
    },
  ],
  exec: [
    { words: ["exec", "prod", "--", "true"] },
    {
      name: "with a login inside",
      inSample: true,
      words: ["exec", "prod", "--", "sh", "-c", `printf '%s' '${LOGIN_BY_K6}' > "$K6_CONFIG"`],
    },
  ],
  shell: [{ words: ["shell", "prod", "--shell", "sh"], stdin: "exit 0\n" }],
  doctor: [
    {
      words: ["doctor", "--fix"],
      prepare: (home) => chmodSync(join(home.path, K6_CONFIG), 0o644),
    },
  ],
  "hook install": [{ words: ["hook", "install", "bash"], prepare: writeStartFile }],
  "hook uninstall": [
    {
      words: ["hook", "uninstall", "bash"],
      async prepare(home) {
        writeStartFile(home);
        await home.k6p(["hook", "install", "bash"]);
      },
    },
  ],
  "completion install": [{ words: ["completion", "install", "bash"], prepare: writeStartFile }],
  "completion uninstall": [
    {
      words: ["completion", "uninstall", "bash"],
      async prepare(home) {
        writeStartFile(home);
        await home.k6p(["completion", "install", "bash"]);
      },
    },
  ],
};

const stores: Readonly<Record<string, readonly Scenario[]>> = {
  "store migrate": [
    {
      words: ["store", "migrate", "--to", "file", "prod"],
      async prepare(home) {
        await home.k6p(["store", "refer", "prod", "--no-verify", "--file", "../token.txt"]);
      },
    },
  ],
  "store refer": [{ words: ["store", "refer", "prod", "--no-verify", "--file", "../token.txt"] }],
  "store rekey": [{ words: ["store", "rekey", "--plain"] }],
  "store test": [{ words: ["store", "test", "file"] }],
  "store use": [{ words: ["store", "use", "file"] }],
};

const team: Readonly<Record<string, readonly Scenario[]>> = {
  "team add": [{ words: ["team", "add", "staging"], prepare: initTeam }],
  "team init": [{ words: ["team", "init", "--profiles", "prod"] }],
  "team join": [{ words: ["team", "join", "--name", "anna"] }],
  "team member remove": [{ words: ["team", "member", "remove", "zoe", "--yes"], prepare: makeSealedTeam }],
  "team remove": [
    {
      words: ["team", "remove", "staging"],
      async prepare(home) {
        await initTeam(home);
        await home.k6p(["team", "add", "staging"]);
      },
    },
  ],
  "team seal": [
    { words: ["team", "seal", "team/shared", "--yes"], prepare: makeTeam },
    {
      name: "all of them again",
      words: ["team", "seal", "--all", "--yes"],
      prepare: makeSealedTeam,
      inSample: true,
    },
  ],
  "team sync": [
    {
      words: ["team", "sync"],
      prepare(home) {
        const reference = makeRemote(home.outside("remote"));
        home.write(TEAM_FILE, `version: 1\nextends: ["${reference}"]\n`);
      },
    },
  ],
  "team trust": [
    {
      words: ["team", "trust", "--yes"],
      async prepare(home) {
        await makeSealedTeam(home);
        await home.k6p(["team", "trust", "--revoke"]);
      },
    },
  ],
  "team unseal": [
    {
      words: ["team", "unseal", "team/shared", "--yes"],
      async prepare(home) {
        await makeSealedTeam(home);
        await home.k6p(["profile", "remove", "team/shared", "--token-only", "--yes"]);
      },
    },
  ],
};

/** Every command that writes, by its id in the command table. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  ...profiles,
  ...activation,
  ...stores,
  ...team,
};

async function bindProd(home: Parameters<typeof makeTeam>[0]): Promise<void> {
  await home.k6p(["profile", "bind", "prod"]);
}

async function initTeam(home: Parameters<typeof makeTeam>[0]): Promise<void> {
  await home.k6p(["team", "init", "--profiles", "prod"]);
}

function writeStartFile(home: Parameters<typeof makeTeam>[0]): void {
  home.write(".bashrc", "alias ll='ls -l'\n");
}
