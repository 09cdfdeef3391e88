import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Environment } from "../host/host.ts";
import { findProgram } from "./real-parts.ts";

/** Whether this machine has what a private keyring session takes. */
export const canRunKeyring =
  process.platform === "linux" &&
  ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"].every((name) => findProgram(name));

/**
 * What starts when somebody asks for the Secret Service:
 * - `gnome-keyring`: the real one
 * - `silent`: a program that never takes the name
 * - `none`: nothing, nobody provides it
 */
export type KeyringService = "gnome-keyring" | "silent" | "none";

/**
 * A session bus of its own with gnome-keyring on it, in a home of its own. No dialog can appear: the program that would show one runs
 * and stays silent, so that callers wait.
 */
export interface KeyringSession {
  readonly home: string;
  /** A whole environment, in which this session is the user's. */
  readonly env: Environment;
  /** Starts the daemon with its keyring unlocked, which is made when there is none. */
  startUnlocked(): Promise<void>;
  /** Starts the daemon without a password: its keyring is locked, or there is none. */
  start(): Promise<void>;
  /** Ends the daemon at once. */
  kill(): Promise<void>;
  /** Stops the daemon so that it stays on the bus and answers nothing. */
  suspend(): void;
  resume(): void;
  /** Ends everything that was started here, by its process id, and removes the home. */
  close(): Promise<void>;
}

/** What the keyrings of these sessions are locked with. */
export const KEYRING_PASSWORD = "the password of a keyring for tests";
const SECRET_SERVICE = "org.freedesktop.secrets";
const DEADLINE_MS = 10_000;

export async function startKeyringSession(service: KeyringService): Promise<KeyringSession> {
  const home = mkdtempSync(join(tmpdir(), "k6p-keyring-"));
  const socket = join(home, "run", "bus");
  const env: Environment = {
    PATH: process.env["PATH"],
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    XDG_DATA_HOME: join(home, "data"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_CACHE_HOME: join(home, "cache"),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
  };
  for (const folder of ["run", "data", "services"]) mkdirSync(join(home, folder), { mode: 0o700 });
  writeServices(join(home, "services"), service);
  writeFileSync(join(home, "bus.conf"), busConfiguration(socket, join(home, "services")));
  spawn("dbus-daemon", ["--nofork", "--config-file", join(home, "bus.conf")], { env, stdio: "ignore" });

  let daemon: ChildProcess | undefined;
  const startDaemon = (options: readonly string[]): ChildProcess =>
    spawn("gnome-keyring-daemon", ["--foreground", "--components=secrets", ...options], {
      env,
      stdio: ["pipe", "ignore", "ignore"],
    });
  const session: KeyringSession = {
    home,
    env,
    async startUnlocked() {
      await session.kill();
      daemon = startDaemon(["--unlock"]);
      daemon.stdin?.end(KEYRING_PASSWORD);
      // Only once it runs: the question would start another daemon.
      await until("the keyring service runs", () => isOwned(env));
      await until("it has a keyring", async () => (await ask(env, "default-alias")).includes("/collection/login"));
    },
    async start() {
      await session.kill();
      daemon = startDaemon([]);
      daemon.stdin?.end();
      await until("the keyring service runs", () => isOwned(env));
    },
    async kill() {
      for (const id of processesOf(home, "gnome-keyring-d")) end(id, "SIGKILL");
      daemon = undefined;
      await until("the keyring service is gone", async () => !(await isOwned(env)));
    },
    suspend: () => void daemon?.kill("SIGSTOP"),
    resume: () => void daemon?.kill("SIGCONT"),
    async close() {
      for (const id of processesOf(home)) end(id, "SIGKILL");
      await until("everything has ended", async () => processesOf(home).length === 0);
      rmSync(home, { recursive: true, force: true });
    },
  };
  await until("the bus listens", async () => (await ask(env, "names")) !== "");
  return session;
}

function writeServices(folder: string, service: KeyringService): void {
  const offer = (name: string, program: string): void =>
    writeFileSync(join(folder, `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${program}\n`);
  const silent = `${findProgram("sleep")} 600`;
  offer("org.gnome.keyring.SystemPrompter", silent);
  if (service === "silent") offer(SECRET_SERVICE, silent);
  if (service === "gnome-keyring") {
    offer(SECRET_SERVICE, `${findProgram("gnome-keyring-daemon")} --start --foreground --components=secrets`);
  }
}

function busConfiguration(socket: string, services: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

const QUESTIONS = {
  names: ["--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"],
  owner: ["--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", `string:${SECRET_SERVICE}`],
  "default-alias": [
    `--dest=${SECRET_SERVICE}`,
    "/org/freedesktop/secrets",
    "org.freedesktop.Secret.Service.ReadAlias",
    "string:default",
  ],
} as const;

/** The answer of the bus as `dbus-send` prints it; empty when there is none. */
async function ask(env: Environment, question: keyof typeof QUESTIONS): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      "dbus-send",
      ["--session", "--print-reply", "--reply-timeout=2000", ...QUESTIONS[question]],
      { env },
    );
    return stdout;
  } catch {
    return "";
  }
}

async function isOwned(env: Environment): Promise<boolean> {
  return (await ask(env, "owner")).includes("boolean true");
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Everything that was started with this home, also what the bus started; `name` as the kernel shortens it. */
function processesOf(home: string, name?: string): readonly number[] {
  return readdirSync("/proc")
    .filter((entry) => /^[0-9]+$/.test(entry))
    .map(Number)
    .filter((id) => id !== process.pid && readProcess(id, "environ").split("\0").includes(`HOME=${home}`))
    .filter((id) => name === undefined || readProcess(id, "comm").trim() === name);
}

function readProcess(id: number, file: "environ" | "comm"): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return "";
  }
}

function end(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended by itself.
  }
}
