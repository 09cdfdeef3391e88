import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createNodeHost } from "../host/node/node-host.ts";
import { createEngine } from "../engine/create-engine.ts";
import type { Engine } from "../engine/engine.ts";
import type { Notice } from "../engine/notice.ts";
import type { Prompter } from "../engine/prompter.ts";
import type { Protection } from "../profiles/profile.ts";
import { Secret } from "../secrets/secret.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import { createMemorySecretStore } from "./memory-secret-store.ts";

/** An engine in a temporary home on the real file system, with its secrets in memory. */
export interface TestEngine {
  readonly engine: Engine;
  readonly home: string;
  /** k6's default configuration file in that home. */
  readonly configPath: string;
  readonly notices: Notice[];
  readonly store: SecretStore;
  /** The same home seen with another environment. */
  withEnv(env: Readonly<Record<string, string | undefined>>, ask?: Prompter): Engine;
  /** A new engine of the same home whose working folder is this one. */
  engineIn(folder: string, setup?: Pick<TestEngineSetup, "env" | "ask">): Engine;
  writeConfig(content: string): void;
  /** Writes a file that only the user can read, and its folders. */
  writeFile(path: string, content: string): void;
  readConfig(): string;
  remove(): void;
}

export interface TestEngineSetup {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly ask?: Prompter;
  /** Instead of stores in memory. */
  readonly stores?: ReadonlyMap<SecretStoreId, SecretStore>;
}

export function createTestEngine(setup: TestEngineSetup = {}): TestEngine {
  const home = mkdtempSync(join(tmpdir(), "k6p-test-"));
  const configPath = join(home, ".config", "k6", "config.json");
  const notices: Notice[] = [];
  const store = createMemorySecretStore("file");
  const stores =
    setup.stores ?? new Map([["file", store] as const, ["keyring", createMemorySecretStore("keyring")] as const]);
  const engineWith = (env: TestEngineSetup["env"] = {}, ask?: Prompter, workingDirectory = home): Engine =>
    createEngine({
      host: createNodeHost({
        env: { HOME: home, K6P_HOME: join(home, "k6p"), ...env },
        homeDirectory: home,
        workingDirectory,
        platform: "linux",
      }),
      version: "0.0.0",
      stores,
      ask,
      notify: (notice) => notices.push(notice),
    });
  const writeFile = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  };
  return {
    engine: engineWith(setup.env, setup.ask),
    home,
    configPath,
    notices,
    store,
    withEnv: (env, ask) => engineWith(env, ask),
    engineIn: (folder, { env, ask } = {}) => engineWith(env, ask, folder),
    writeConfig: (content) => writeFile(configPath, content),
    writeFile,
    readConfig: () => readFileSync(configPath, "utf8"),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Adds a profile with a token that nobody is asked about. */
export async function addTestProfile(
  engine: Engine,
  profile: {
    readonly name: string;
    readonly stack?: string;
    readonly stackId?: number;
    readonly project?: number;
    readonly hostv6?: string;
    readonly host?: string;
    readonly token?: string;
    readonly protected?: Protection;
    readonly tags?: readonly string[];
  },
): Promise<void> {
  const { addProfile } = await import("../operations/profiles/add-profile.ts");
  const {
    name,
    token = `token-of-${name.toLowerCase()}`,
    stack = name.toLowerCase(),
    stackId = 11111,
    ...settings
  } = profile;
  await addProfile(engine, {
    name,
    stack,
    stackId,
    ...settings,
    verify: false,
    store: "file",
    token: { from: "input", read: async () => new Secret(token) },
  });
}
