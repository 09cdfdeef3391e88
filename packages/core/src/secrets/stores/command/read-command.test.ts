import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { createFakePrograms, type FakePrograms } from "../../../testing/fake-programs.ts";
import type { CommandReference } from "../../external-reference.ts";
import type { ReadResult } from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import { readCommand } from "./read-command.ts";

const TOKEN = "glc_0123456789";
const CALL: StoreCall = { deadlineMs: 10_000, interactive: false };

let fakes: FakePrograms;

beforeEach(() => {
  fakes = createFakePrograms();
});

afterEach(() => fakes.remove());

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly reference?: Partial<CommandReference>;
  readonly call?: Partial<StoreCall>;
}

function read(script: string, { env, reference, call }: Setting = {}): Promise<ReadResult> {
  const host = createNodeHost({ env: { ...fakes.env, ...env }, workingDirectory: fakes.home });
  const program = fakes.add("give", script);
  return readCommand(host, { program, arguments: [], ...reference }, { ...CALL, ...call });
}

async function outcome(script: string, setting: Setting = {}): Promise<string> {
  const result = await read(script, setting);
  return result.kind === "found" ? `found ${result.secret.reveal()}` : `${result.kind} ${JSON.stringify(result)}`;
}

describe("A command that prints a token", () => {
  test("is run without a shell, with its arguments as they are", async () => {
    const words = ["$(touch x)", "a b", "*", "`id`", "", "--", "'"];
    const script = `printf '%s\\n' "$@" > '${fakes.home}/words'; echo ${TOKEN}`;
    expect(await outcome(script, { reference: { arguments: words } })).toBe(`found ${TOKEN}`);
    expect(readFileSync(join(fakes.home, "words"), "utf8")).toBe(`${words.join("\n")}\n`);
    expect(existsSync(join(fakes.home, "x"))).toBe(false);
  });

  test("finds nothing to read, and no terminal, where nobody can answer", async () => {
    const script = `[ -z "$(cat)" ] && ! (: < /dev/tty) 2> /dev/null && echo ${TOKEN}`;
    expect(await outcome(script)).toBe(`found ${TOKEN}`);
  });

  test("gets the user's environment without the secrets of k6 and k6p", async () => {
    const secrets = { K6_CLOUD_TOKEN: "a", K6_CLOUD_HOST: "b", K6P_TOKEN_PROD: "c", K6P_AGE_IDENTITY: "d" };
    const env = { ...secrets, VAULT_ADDR: "kept", GPG_TTY: "kept" };
    const script = `env > '${fakes.home}/env'; echo ${TOKEN}`;
    expect(await outcome(script, { env })).toBe(`found ${TOKEN}`);
    const seen = readFileSync(join(fakes.home, "env"), "utf8");
    expect(seen).toContain("VAULT_ADDR=kept");
    expect(seen).toContain("GPG_TTY=kept");
    expect(seen).not.toMatch(/K6_CLOUD|K6P_TOKEN|AGE_IDENTITY/);
  });

  test("is not run by a command that is itself read for a token, so that no chain is endless", async () => {
    const script = `touch '${fakes.home}/ran'; echo ${TOKEN}`;
    expect(await outcome(script, { env: { K6P_READING_TOKEN: "1" } })).toMatch(/^unavailable/);
    expect(existsSync(join(fakes.home, "ran"))).toBe(false);
    expect(await outcome(`echo "$K6P_READING_TOKEN-is-set"`)).toBe("found 1-is-set");
  });

  test("says why it failed in its own words, cleaned and short, and never with the token", async () => {
    const script = `echo ${TOKEN}; printf '\\033[31m[ERROR]\\033[0m no vault for ${TOKEN}\\nmore\\033]0;x\\007' >&2; exit 6`;
    const told = await outcome(script);
    expect(told).toContain("It ended with exit code 6 and printed: [ERROR] no vault for [secret] more");
    expect(told).not.toContain(TOKEN);
    const long = await read(`yes complaint | head -c 5000 >&2; exit 1`);
    expect(long).toHaveProperty("reason", expect.stringMatching(/…$/));
    expect(JSON.stringify(long).length).toBeLessThan(700);
    expect(await outcome("exit 3")).toContain("It ended with exit code 3 and printed no error.");
    expect(await outcome("kill -9 $$")).toContain("It was ended by a signal and printed no error.");
  });

  test.each([
    "You are not currently signed in. Please run `op signin --help`",
    "session expired, sign in to create a new session",
    "Error: Vault is sealed",
    "gpg: decryption failed: No secret key",
    "ERROR: Please run 'az login' to setup account.",
    "Unable to locate credentials",
    "error: You must be logged in to the server (Unauthorized)",
  ])("is locked when it says: %s", async (complaint) => {
    expect(await outcome(`cat >&2 << 'E'\n${complaint}\nE\nexit 1`)).toMatch(/^locked/);
  });

  test.each(["dial tcp 127.0.0.1:8200: connect: connection refused", "blocked", "usage: give NAME"])(
    "is unavailable, not locked, when it says: %s",
    async (complaint) => {
      expect(await outcome(`echo '${complaint}' >&2; exit 1`)).toMatch(/^unavailable/);
    },
  );

  test("never says that there is no token, unless a recipe knows its program's words for it", async () => {
    const script = "echo 'Error: k6/prod is not in the password store.' >&2; exit 1";
    expect(await outcome(script)).toMatch(/^unavailable/);
    expect(await read(script, { reference: { recipe: "pass" } })).toEqual({ kind: "absent" });
    expect(await outcome(script, { reference: { recipe: "__proto__" } })).toMatch(/^unavailable/);
  });

  test("is ended with all that it started when its time is over", async () => {
    const mark = `${fakes.home}/pid`;
    const told = await outcome(`sleep 60 & echo $! > '${mark}'; wait`, { call: { deadlineMs: 700 } });
    expect(told).toMatch(/^timeout.*within 1 seconds/);
    const id = Number(readFileSync(mark, "utf8"));
    await expect.poll(() => existsSync(`/proc/${id}/exe`)).toBe(false);
  });

  test.each([
    ["nothing", "true", "It printed nothing."],
    ["two lines", "echo glc_0123456789; echo glc_9876543210", "It printed 2 lines"],
    ["more than 64 KiB", "head -c 70000 /dev/zero | tr '\\0' x", "more than 64 KiB"],
    ["a long line and a complaint", "head -c 70000 /dev/zero | tr '\\0' x >&2; echo glc_0123456789", "found"],
  ])("that prints %s", async (_, script, expected) => {
    expect(await outcome(script)).toContain(expected);
  });

  test("is looked at before every run: one that others can write by now is not run", async () => {
    const host = createNodeHost({ env: fakes.env, workingDirectory: fakes.home });
    const program = fakes.add("give", `touch '${fakes.home}/ran'; echo ${TOKEN}`);
    const told = async (): Promise<string> => JSON.stringify(await readCommand(host, { program, arguments: [] }, CALL));
    chmodSync(program, 0o777);
    expect(await told()).toContain("can be written by every user.");
    chmodSync(program, 0o755);
    chmodSync(fakes.folder, 0o777);
    expect(await told()).toContain("where every user can write.");
    chmodSync(fakes.folder, 0o755);
    chmodSync(program, 0o644);
    expect(await told()).toContain("is not executable.");
    rmSync(program);
    expect(await told()).toContain("no longer exists.");
    expect(existsSync(join(fakes.home, "ran"))).toBe(false);
    const relative = await readCommand(host, { program: "give", arguments: [] }, CALL);
    expect(JSON.stringify(relative)).toContain("is not an absolute path.");
  });

  test("that cannot be started says so", async () => {
    const host = createNodeHost({ env: fakes.env, workingDirectory: fakes.home });
    const program = fakes.add("give", "");
    writeFileSync(program, "#!/no/such/interpreter\n");
    const result = await readCommand(host, { program, arguments: [] }, CALL);
    expect(result).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("could not be started (ENOENT)"),
    });
  });
});
