import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

export const TOKEN = "glc_canary+nobodyMaySeeThisToken/0123456789abcdef==";
export const OTHER = "glc_second~canaryThatNobodyMaySeeEither.9876543210=";

export interface Scene {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly otherStore: string;
  /** Exit code of what needs both stores. */
  readonly both: number;
  /** Makes the store unable to give out a token. */
  damage(): Promise<void> | void;
}

export interface Step {
  readonly words: readonly string[];
  /** Exit code; 0 unless given. */
  readonly code?: number;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** On a terminal, where it is not traced. */
  readonly onTerminal?: boolean;
  /** The command is there to print the token, and must. */
  readonly prints?: boolean;
  /** We ourselves put the token on the command line, or into the environment. */
  readonly given?: boolean;
  /** Where the command is there to put the token, besides k6's own file. It is removed afterwards. */
  readonly puts?: RegExp;
  /** Something that happens to the home before. */
  readonly before?: () => Promise<void> | void;
}

const DEBUG = { K6P_DEBUG: "1" };
const ADD_OFFLINE = ["--stack", "acme", "--stack-id", "7", "--project", "5", "--no-verify"];
/** Where no token was entered for, so that nothing is sent. */
const ELSEWHERE = { ...DEBUG, K6_CLOUD_HOST_V6: "https://127.0.0.1:9" };
const ADD_ONLINE = ["--stack", "far", "--hostv6", "https://127.0.0.1:9"];

/** Commands that have no token to give away. */
export const WITHOUT_STEPS = new Set([
  "completion",
  "completion install",
  "hook install",
  "hook uninstall",
  "completion uninstall",
  "hook",
  "team sync",
  "tour",
  "tour client",
  "version",
]);

/** The whole range of commands, those that fail among them, in the order in which they can follow each other. */
export function canarySteps(scene: Scene): readonly Step[] {
  return [...entering(scene), ...using(), ...moving(scene), ...sharing(scene), ...failing(scene)];
}

function entering({ home, env }: Scene): readonly Step[] {
  const file = join(home, "token.txt");
  const k6Folder = join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), "k6");
  const logInByK6 = (): void => {
    mkdirSync(k6Folder, { recursive: true });
    const cloud = { token: TOKEN, stackID: 33333, stackURL: "https://personal.grafana.net" };
    writeFileSync(join(k6Folder, "config.json"), JSON.stringify({ collectors: { cloud } }));
  };
  return [
    { words: ["profile", "adopt", "found", "--no-verify"], env: DEBUG, before: logInByK6 },
    { words: ["profile", "add", "prod", ...ADD_OFFLINE, "--token-stdin"], stdin: `${TOKEN}\n` },
    { words: ["profile", "add", "bad", ...ADD_OFFLINE, "--token-stdin"], stdin: `x ${TOKEN}`, code: 4, env: DEBUG },
    { words: ["profile", "add", "bad", ...ADD_OFFLINE, "--token", TOKEN], code: 2, env: DEBUG, given: true },
    { words: ["profile", "add", "bad", ...ADD_OFFLINE, `--token-stdn=${TOKEN}`], code: 2, env: DEBUG, given: true },
    { words: ["profile", "add", "far", ...ADD_ONLINE, "--token-stdin"], stdin: TOKEN, code: 7, env: DEBUG },
    { words: ["login", "prod", "--no-verify", "--token-file", file], env: DEBUG },
    { words: ["login", "prod", "--no-verify", "--token-file", file, "--json"] },
  ];
}

function using(): readonly Step[] {
  const child = [process.execPath, "-e", "process.exit(3)"];
  return [
    { words: ["use", "prod"], env: DEBUG },
    { words: ["use", "prod", "--json"] },
    { words: ["profile", "current"], env: DEBUG },
    { words: ["profile", "current", "--json"] },
    { words: ["status"], env: DEBUG },
    { words: ["status", "--json"] },
    { words: ["prompt"], env: DEBUG },
    { words: ["profile", "list"], env: DEBUG },
    { words: ["profile", "list", "--json"] },
    { words: ["profile", "show", "prod"], env: DEBUG },
    { words: ["profile", "show", "prod", "--json"] },
    { words: ["profile", "show", "prod", "--reveal"], prints: true },
    { words: ["env", "prod", "--shell", "sh"], prints: true, env: DEBUG },
    { words: ["env", "prod", "--shell", "sh"], onTerminal: true, env: DEBUG },
    { words: ["env", "prod", "--shell", "sh", "--file"], puts: /(^|\/)run\// },
    { words: ["env", "--shell", "sh", "--unset"] },
    { words: ["exec", "prod", "--", ...child], code: 3, env: DEBUG },
    { words: ["shell", "prod", "--shell", "sh"], stdin: "env; exit 3\n", code: 3, env: DEBUG },
    { words: ["exec", "prod", "--", "no-such-program"], code: 127, env: DEBUG },
    { words: ["exec", "prod", "--", ...child], code: 3, env: { ...DEBUG, K6P_TOKEN_PROD: OTHER }, given: true },
    { words: ["exec", "prod", "--", ...child], code: 4, env: { ...DEBUG, K6P_TOKEN_PROD: `x ${OTHER}` }, given: true },
    { words: ["completion", "candidates", "bash", "--", "use", ""], env: DEBUG },
    { words: ["token", "prod"], prints: true, env: DEBUG },
    { words: ["token", "prod", "--json"], env: DEBUG },
    { words: ["explain"], env: DEBUG },
    { words: ["explain", "--profile", "prod", "--json"], env: DEBUG },
    { words: ["open", "prod", "--print"], env: DEBUG },
    { words: ["exec", "prod,prod", "--json", "--", process.execPath, "-e", ""], env: DEBUG },
  ];
}

function moving({ home, env, otherStore, both }: Scene): readonly Step[] {
  const file = join(home, "token.txt");
  const store = env["K6P_STORE"] ?? "";
  return [
    { words: ["profile", "copy", "prod", "twin"], env: DEBUG },
    { words: ["profile", "rename", "twin", "other"], env: DEBUG },
    { words: ["profile", "edit", "other", "--description", "for tests"], env: DEBUG },
    { words: ["profile", "adopt"], code: 3, env: DEBUG },
    { words: ["store", "list"], env: DEBUG },
    { words: ["store", "list", "--json"] },
    { words: ["store", "test", store], env: DEBUG },
    { words: ["store", "use", store], env: DEBUG },
    { words: ["store", "refer", "found", "--no-verify", "--file", file], env: DEBUG },
    { words: ["store", "refer", "found", "--no-verify", "--", "cat", file], env: DEBUG },
    { words: ["use", "found"], env: DEBUG },
    { words: ["store", "test", "command"], env: DEBUG },
    { words: ["store", "migrate", "--to", otherStore, "--all"], code: both, env: DEBUG },
    { words: ["store", "migrate", "--to", store, "--all", "--json"] },
    { words: ["store", "rekey", "--json"] },
    { words: ["store", "rekey", "--keyring"], code: both, env: DEBUG },
    { words: ["profile", "bind", "other"], env: DEBUG },
    { words: ["profile", "bindings", "--json"], env: DEBUG },
    { words: ["profile", "unbind"], env: DEBUG },
    { words: ["ci", "github", "prod"], env: DEBUG },
    { words: ["verify", "prod", "--json"], code: 4, env: ELSEWHERE },
    { words: ["project", "list", "prod"], code: 4, env: ELSEWHERE },
    { words: ["doctor", "--json"], env: DEBUG },
    { words: ["profile", "export", "--all"], env: DEBUG },
    { words: ["profile", "copy", "prod", "spare"], env: DEBUG },
    { words: ["profile", "rotate", "spare", "--no-verify", "--token-stdin"], stdin: TOKEN, env: DEBUG },
    { words: ["logout", "spare", "--yes"], env: DEBUG },
    {
      words: ["profile", "import", "spare2", "--from", "env", "--yes", "--no-verify"],
      given: true,
      env: { ...DEBUG, K6_CLOUD_TOKEN: OTHER, K6_CLOUD_STACK_ID: "8", K6_CLOUD_STACK_URL: "https://third.grafana.net" },
    },
    { words: ["profile", "clear"], env: DEBUG },
  ].map((step) => ({ ...step }));
}

function sharing({ home }: Scene): readonly Step[] {
  const addRecipients = (): void => {
    const record = readdirSync(home, { recursive: true, encoding: "utf8" }).find((path) => /team-identity/.test(path));
    const { recipient } = JSON.parse(readFileSync(join(home, record ?? ""), "utf8"));
    const zoe = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    appendFileSync(join(home, "k6p.config.yaml"), `recipients:\n  anna: ${recipient}\n  zoe: ${zoe}\n`);
  };
  return [
    { words: ["team", "init", "--profiles", "prod"], env: DEBUG },
    { words: ["team", "add", "other"], env: DEBUG },
    { words: ["team", "status"], env: DEBUG },
    { words: ["team", "status", "--json"] },
    { words: ["team", "check"], env: DEBUG },
    { words: ["team", "trust", "--yes"], env: DEBUG },
    { words: ["profile", "list", "--json"] },
    { words: ["team", "remove", "other"], env: DEBUG },
    { words: ["team", "join", "--name", "anna"], env: DEBUG },
    { words: ["team", "trust", "--yes"], env: DEBUG, before: addRecipients },
    { words: ["login", "team/prod", "--no-verify", "--token-stdin"], stdin: TOKEN, env: DEBUG },
    { words: ["team", "seal", "team/prod", "--yes"], env: DEBUG },
    { words: ["team", "seal", "--all", "--json"], env: DEBUG },
    { words: ["team", "unseal", "team/prod"], env: DEBUG },
    { words: ["team", "member", "list"], env: DEBUG },
    { words: ["team", "member", "remove", "zoe", "--yes"], env: DEBUG },
  ];
}

function failing({ damage }: Scene): readonly Step[] {
  return [
    { words: ["use", "nope"], code: 3, env: DEBUG },
    { words: ["use", "prod"], code: 5, env: DEBUG, before: damage },
    { words: ["use", "prod", "--json"], code: 5, env: DEBUG },
    { words: ["env", "prod", "--shell", "sh"], code: 5, env: DEBUG },
    { words: ["exec", "prod", "--", process.execPath, "-e", "0"], code: 5, env: DEBUG },
    { words: ["store", "rekey", "--plain"], code: 5, env: DEBUG },
    { words: ["profile", "remove", "other", "--yes", "--force"], env: DEBUG },
    { words: ["profile", "remove", "prod", "--yes", "--force", "--json"], env: DEBUG },
  ].map((step) => ({ ...step }));
}
