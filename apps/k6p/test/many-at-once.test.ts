import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createNodeHost } from "@k6p/core/host/node/node-host";
import { createEngine } from "@k6p/core/engine/create-engine";
import type { Engine } from "@k6p/core/engine/engine";
import { obtainCredentials } from "@k6p/core/operations/tokens/obtain-credentials";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canRunKeyring, type KeyringSession, startKeyringSession } from "@k6p/core/testing/gnome-keyring";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { VAULT } from "./profile-home.ts";
import { bareEnvironment, type Ran, runK6p, throwAwayHome } from "./run-k6p.ts";

const skipKeyring = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");

const DEADLINE_MS = 120_000;

interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Attempt {
  readonly name: string;
  readonly token: string;
  readonly ran: Ran;
}

function add({ home, env }: Place, name: string, token: string): Promise<Attempt> {
  const words = ["profile", "add", name, "--stack", name, "--stack-id", "1", "--no-verify", "--token-stdin"];
  return runK6p(words, { home, env, stdin: token, deadlineMs: DEADLINE_MS }).then((ran) => ({ name, token, ran }));
}

/** Adds `different` profiles of different names and tries the name `same` that often, all at once. */
async function addAtOnce(
  place: Place,
  count: { readonly different: number; readonly same: number },
): Promise<readonly Attempt[]> {
  const names = Array.from({ length: count.different }, (_, index) => `profile-${index}`);
  const different = names.map((name) => add(place, name, `token-of-${name}-0001`));
  const same = Array.from({ length: count.same }, (_, index) => add(place, "same", `token-of-same-${index}-0001`));
  return Promise.all([...different, ...same]);
}

/** Every profile has its token, every record its profile, and nobody who failed left anything. */
async function expectConsistent(place: Place, attempts: readonly Attempt[], read = readByEngine): Promise<void> {
  const added = attempts.filter(({ ran }) => ran.code === 0);
  const refused = attempts.filter(({ ran }) => ran.code !== 0);
  expect(added.filter(({ name }) => name === "same")).toHaveLength(1);
  expect(added).toHaveLength(new Set(attempts.map(({ name }) => name)).size);
  for (const { ran } of refused) expect(ran.stderr).toContain("PROFILE_EXISTS");

  const engine = engineOf(place);
  const { profiles, unreadable } = engine.ownProfiles.list();
  expect(unreadable).toEqual([]);
  const records = readdirSync(join(place.home, ".k6p/data/tokens")).map((file) => file.replace(/\.json$/, ""));
  expect(records.toSorted()).toEqual(profiles.map(({ id }) => id).toSorted());
  for (const { name, token } of added) expect(await read(place, name)).toBe(token);
}

async function readByEngine(place: Place, name: string): Promise<unknown> {
  const engine = engineOf(place);
  return (await obtainCredentials(engine, engine.ownProfiles.get(name))).identity.token.reveal();
}

/** The native module finds its bus by the environment of the process. */
async function readByProgram(place: Place, name: string): Promise<unknown> {
  const { stdout } = await runK6p(["profile", "show", name, "--reveal", "--json"], place);
  return (JSON.parse(stdout) as { token: { value: unknown } }).token.value;
}

/** The home as another process of k6p sees it. */
function engineOf({ home, env }: Place): Engine {
  const host = createNodeHost({ env: bareEnvironment(home, env), homeDirectory: home, workingDirectory: home });
  return createEngine({ host, version: "0.0.0", notify: () => {} });
}

describe("Many processes that add profiles at the same time", () => {
  it(
    "all succeed in the file vault, with one winner of a name, and leave nothing over",
    { timeout: 240_000 },
    async () => {
      const place = { home: throwAwayHome(), env: VAULT };
      const attempts = await addAtOnce(place, { different: 40, same: 10 });
      await expectConsistent(place, attempts);
      const files = readdirSync(join(place.home, ".k6p"), { recursive: true }).map(String);
      expect(files.filter((file) => file.endsWith(".age") && file.includes("secrets"))).toHaveLength(41);
      expect(files.filter((file) => /\.tmp$|\.lock$/.test(file))).toEqual([]);
    },
  );

  describe.skipIf(skipKeyring)("in a session with a keyring", () => {
    let session: KeyringSession;
    beforeAll(async () => {
      session = await startKeyringSession("gnome-keyring");
      await session.startUnlocked();
    });
    afterAll(() => session.close());

    it("all also succeed there, and the tokens move from there and back", { timeout: 240_000 }, async () => {
      const { DBUS_SESSION_BUS_ADDRESS = "", XDG_RUNTIME_DIR = "" } = session.env;
      const place = { home: throwAwayHome(), env: { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, K6P_STORE: "keyring" } };
      const attempts = await addAtOnce(place, { different: 8, same: 4 });
      await expectConsistent(place, attempts, readByProgram);
      for (const store of ["file", "keyring"]) {
        const moved = await runK6p(["store", "migrate", "--to", store, "--all"], place);
        expect(moved, moved.stderr).toMatchObject({ code: 0, stdout: `9 tokens: 9 moved to ${store}.\n` });
      }
      await expectConsistent(place, attempts, readByProgram);
      const tried = await runK6p(["store", "test"], place);
      expect(tried, tried.stderr).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^keyring: works \(\d+ ms\)\n$/),
      });
    });
  });
});
