import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isKept, type KeptToken } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId } from "../../secrets/secret-store.ts";
import { Secret } from "../../secrets/secret.ts";
import { createMemorySecretStore } from "../../testing/memory-secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { copyProfile } from "../profiles/copy-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { logIn } from "../profiles/log-in.ts";
import { migrateTokens, type MigrateRequest } from "./migrate-tokens.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { codeOf } from "../../testing/error-code.ts";
import { linkToken } from "../login/link-token.ts";

const CALL = { deadlineMs: 1000, interactive: false };
const NAMES = ["dev", "prod", "staging"];

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  for (const name of NAMES) await addTestProfile(test.engine, { name });
});

afterEach(() => test.remove());

const TO_KEYRING: MigrateRequest = { to: "keyring", names: [], all: true, dryRun: false };

function migrate(request: Partial<MigrateRequest> = {}, engine = test.engine) {
  return migrateTokens(engine, { ...TO_KEYRING, ...request });
}

function recordOf(name: string): KeptToken {
  const record = test.engine.tokens.find(test.engine.ownProfiles.get(name).id);
  if (record === undefined || !isKept(record)) throw new Error(`no token of ${name} is kept`);
  return record;
}

async function expectReadable(engine: Engine = test.engine): Promise<void> {
  for (const name of NAMES) {
    const { identity } = await obtainCredentials(engine, engine.ownProfiles.get(name));
    expect(identity.token.reveal()).toBe(`token-of-${name}`);
  }
}

function stores(change: Partial<Record<SecretStoreId, Partial<SecretStore>>>): Engine {
  const changed = [...test.engine.stores].map(([id, store]) => [id, { ...store, ...change[id] }] as const);
  return { ...test.engine, stores: new Map(changed) };
}

describe("moving tokens", () => {
  it("puts each into the new store, with its age and its binding, and takes it out of the old one", async () => {
    const before = new Map(NAMES.map((name) => [name, recordOf(name)]));
    const { tokens } = await migrate();
    expect(tokens.map(({ profile, from, outcome }) => [profile, from, outcome])).toEqual(
      NAMES.map((name) => [name, "file", "moved"]),
    );
    await expectReadable();
    for (const [name, previous] of before) {
      const { store, reference, enteredAt, destination } = recordOf(name);
      expect({ store, enteredAt, destination }).toEqual({
        store: "keyring",
        enteredAt: previous.enteredAt,
        destination: previous.destination,
      });
      expect(reference).not.toBe(previous.reference);
      expect(await test.store.read(previous.reference, CALL)).toEqual({ kind: "absent" });
    }
    expect(test.notices.map(({ message }) => message)).toContain(
      "2 of 3: the token of prod moved from file to keyring",
    );
  });

  it("moves those that are named, or those of one store, and nothing twice", async () => {
    await migrate({ all: false, names: ["PROD"] });
    expect(NAMES.map((name) => recordOf(name).store)).toEqual(["file", "keyring", "file"]);
    const { tokens } = await migrate({ all: false, from: "file" });
    expect(tokens.map(({ profile }) => profile)).toEqual(["dev", "staging"]);
    expect((await migrate()).tokens.map(({ outcome }) => outcome)).toEqual(Array(3).fill("already-there"));
    await expectReadable();
  });

  it("changes nothing in a dry run", async () => {
    const before = NAMES.map(recordOf);
    const closed = () => Promise.reject(new Error("opened"));
    const engine = stores({ file: { read: closed, remove: closed }, keyring: { write: closed, read: closed } });
    const { tokens } = await migrate({ dryRun: true }, engine);
    expect(tokens.map(({ outcome }) => outcome)).toEqual(Array(3).fill("would-move"));
    expect(NAMES.map(recordOf)).toEqual(before);
  });

  it.each([
    ["no choice of tokens", { all: false }, "USAGE"],
    ["an unknown target", { to: "paper" }, "STORE_UNKNOWN"],
    ["a target that is only read", { to: "env" }, "STORE_READ_ONLY"],
    ["an unknown origin", { from: "paper" }, "STORE_UNKNOWN"],
    ["an unknown profile next to a known one", { all: false, names: ["prod", "nope"] }, "PROFILE_NOT_FOUND"],
    ["a profile without a token next to one with it", { all: false, names: ["prod", "bare"] }, "TOKEN_MISSING"],
  ])("is refused with %s, before anything is changed", async (_, request, code) => {
    await copyProfile(test.engine, { from: "prod", to: "bare", stack: "bare" });
    expect(await codeOf(() => migrate(request))).toBe(code);
    expect(NAMES.map((name) => recordOf(name).store)).toEqual(["file", "file", "file"]);
  });

  it("is refused when the target is not ready", async () => {
    const locked = { state: "locked", reason: "The keyring is locked.", remedy: ["Unlock it."] } as const;
    const engine = stores({ keyring: { readiness: async () => locked } });
    expect(await codeOf(() => migrate({}, engine))).toBe("STORE_LOCKED");
  });

  it("leaves one that fails where it was, and goes on with the others", async () => {
    await test.store.write(recordOf("prod").reference, new Secret("k6p1.of-somebody-else"), CALL);
    const { tokens } = await migrate();
    expect(tokens.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual([
      ["moved", undefined],
      ["failed", "STORE_CORRUPT"],
      ["moved", undefined],
    ]);
    expect(recordOf("prod").store).toBe("file");
  });

  it("deletes nothing when the new store gives back something else, or nothing", async () => {
    for (const read of [
      async () => ({ kind: "found", secret: new Secret("another") }) as const,
      async () => ({ kind: "absent" }) as const,
      async () => ({ kind: "timeout", reason: "Too slow.", remedy: [] }) as const,
    ]) {
      const { tokens } = await migrate({}, stores({ keyring: { read } }));
      expect(tokens.map(({ problem }) => problem?.code)).toEqual(Array(3).fill("STORE_WRITE_FAILED"));
      await expectReadable();
    }
  });

  it("says that a copy is left when the old store does not let go of it", async () => {
    const refuse = () => Promise.reject(new K6pError("STORE_LOCKED", { message: "It is locked." }));
    const { tokens } = await migrate({}, stores({ file: { remove: refuse } }));
    expect(tokens.map(({ outcome }) => outcome)).toEqual(Array(3).fill("copied"));
    await expectReadable();
    expect(test.notices.filter(({ level }) => level === "warning").length).toBeGreaterThanOrEqual(3);
  });

  it("gives way to a login that comes in between", async () => {
    const keyring = createMemorySecretStore("keyring");
    const engine = stores({
      keyring: {
        ...keyring,
        async write(...args) {
          await keyring.write(...args);
          const token = { from: "input", read: async () => new Secret("the-newest-token") } as const;
          await logIn(test.engine, { name: "prod", verify: false, token });
        },
      },
    });
    const { tokens } = await migrate({ all: false, names: ["prod"] }, engine);
    expect(tokens[0]).toMatchObject({ outcome: "failed", problem: { code: "FILE_CHANGED" } });
    const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get("prod"));
    expect(identity.token.reveal()).toBe("the-newest-token");
  });

  it("moves a token that its profile cannot use now, since it goes nowhere", async () => {
    await migrate({}, { ...test.withEnv({ K6_CLOUD_HOST_V6: "https://other.example" }), stores: test.engine.stores });
    await expectReadable();
  });

  it("turns a reference into a kept token only where that is meant", async () => {
    const engine = test.withEnv({ TOKEN_HERE: "token-of-prod" });
    await linkToken(engine, { name: "prod", place: { from: "env", variable: "TOKEN_HERE" }, verify: false });
    expect((await migrate({}, engine)).tokens.map(({ profile }) => profile)).toEqual(["dev", "staging"]);
    const { tokens } = await migrate({ all: false, from: "env" }, engine);
    expect(tokens).toMatchObject([{ profile: "prod", from: "env", outcome: "moved" }]);
    await expectReadable();
  });
});

/** Every change and look in a migration, in order. The process can be stopped before or after each. */
function stoppingAt(step: number, moment: "before" | "after"): { engine: Engine; stopped: Promise<"stopped"> } {
  let count = 0;
  let stop: (value: "stopped") => void = () => {};
  const stopped = new Promise<"stopped">((resolve) => (stop = resolve));
  const forever = (): Promise<never> => {
    stop("stopped");
    return new Promise(() => {});
  };
  function guarded<Args extends readonly unknown[], Result>(action: (...args: Args) => Promise<Result>) {
    return async (...args: Args): Promise<Result> => {
      const isLast = ++count === step;
      if (isLast && moment === "before") return forever();
      const result = await action(...args);
      return isLast ? forever() : result;
    };
  }
  const engine = test.withEnv({});
  engine.tokens.exchange = guarded(engine.tokens.exchange.bind(engine.tokens));
  const guardedStores = [...engine.stores].map(
    ([id, store]) =>
      [
        id,
        { ...store, read: guarded(store.read), write: guarded(store.write), remove: guarded(store.remove) },
      ] as const,
  );
  return { engine: { ...engine, stores: new Map(guardedStores) }, stopped };
}

describe("moving tokens, when the process ends at any moment", () => {
  it("leaves every token readable, and another run brings the move to its end", async () => {
    let stops = 0;
    for (let step = 1; ; step++) {
      for (const moment of ["before", "after"] as const) {
        const { engine, stopped } = stoppingAt(step, moment);
        const outcome = await Promise.race([migrate({}, engine), stopped]);
        await expectReadable();
        await migrate();
        expect(NAMES.map((name) => recordOf(name).store)).toEqual(Array(3).fill("keyring"));
        await expectReadable();
        await migrate({ to: "file" });
        if (outcome === "stopped") stops++;
        else {
          // Read, write, read back, exchange and remove, for each of three.
          expect([stops, step]).toEqual([30, 16]);
          return;
        }
      }
    }
  });
});
