import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { createNodeHost } from "../../host/node/node-host.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import { Secret } from "../../secrets/secret.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { chooseProfile } from "../select/choose-profile.ts";
import { createEngine } from "../../engine/create-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { rekeyVault } from "./rekey-vault.ts";

interface Scene {
  readonly vault: string;
  readonly engine: Engine;
  /** The same home as another command sees it, with a person who types these answers and nothing more. */
  engineWith(...answers: readonly string[]): Engine;
  readonly questions: string[];
}

function scene(): Scene {
  const home = mkdtempSync(join(tmpdir(), "k6p-rekey-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const questions: string[] = [];
  const engine = (ask?: Prompter): Engine =>
    createEngine({
      host: createNodeHost({ env: { HOME: home, K6P_HOME: home }, platform: "linux" }),
      version: "0.0.0",
      ask,
      notify: () => {},
    });
  return {
    vault: join(home, "data", "vault"),
    engine: engine(),
    questions,
    engineWith(...answers) {
      const left = [...answers];
      const refuse = (): never => {
        throw new Error("this is not to be asked");
      };
      return engine({
        async secret(question) {
          questions.push(question);
          const answer = left.shift();
          return answer === undefined ? refuse() : new Secret(answer);
        },
        text: refuse,
        confirm: refuse,
        choose: refuse,
        profile: refuse,
      });
    },
  };
}

async function tokenOf(engine: Engine, name: string): Promise<string> {
  const { profile } = await chooseProfile(engine, name);
  return (await obtainCredentials(engine, profile)).identity.token.reveal();
}

const PASSPHRASE = "a long passphrase";

test("A passphrase is typed twice, and asked for once where tokens are read", async () => {
  const { engine, engineWith, questions } = scene();
  await addTestProfile(engine, { name: "prod" });
  await addTestProfile(engine, { name: "staging" });
  expect(await rekeyVault(engineWith(PASSPHRASE, PASSPHRASE), { keeping: "passphrase", dryRun: false })).toEqual({
    previous: "plain",
    keeping: "passphrase",
    secrets: 2,
    leftovers: [],
    dryRun: false,
  });
  expect(questions.splice(0)).toHaveLength(2);
  const reader = engineWith(PASSPHRASE);
  expect([await tokenOf(reader, "prod"), await tokenOf(reader, "staging")]).toEqual([
    "token-of-prod",
    "token-of-staging",
  ]);
  expect(questions).toEqual(["Passphrase of the file vault:"]);
  await expect(tokenOf(engine, "prod")).rejects.toMatchObject({ code: "STORE_LOCKED" });
});

test("A passphrase that is short, or typed in two ways, is asked for again", async () => {
  const { vault, engine, engineWith, questions } = scene();
  await addTestProfile(engine, { name: "prod" });
  await rekeyVault(engineWith("short", PASSPHRASE, "another", PASSPHRASE, PASSPHRASE), {
    keeping: "passphrase",
    dryRun: false,
  });
  expect(questions.map((question) => question.split(/[.(]/)[0])).toEqual([
    "New passphrase for the file vault ",
    "The passphrase is too short",
    "Repeat the passphrase:",
    "The passphrases differ",
    "Repeat the passphrase:",
  ]);
  const attempt = rekeyVault(engineWith(PASSPHRASE, "1", "2", "3"), { keeping: undefined, dryRun: false });
  await expect(attempt).rejects.toMatchObject({ code: "CANCELLED" });
  expect(readdirSync(vault)).toEqual(["generation-1"]);
});

test("Where nobody can be asked there is no passphrase, and nothing is changed", async () => {
  const { vault, engine } = scene();
  await addTestProfile(engine, { name: "prod" });
  await expect(rekeyVault(engine, { keeping: "passphrase", dryRun: false })).rejects.toMatchObject({ code: "USAGE" });
  expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
  expect(await rekeyVault(engine, { keeping: "plain", dryRun: false })).toMatchObject({ secrets: 1 });
  expect(await tokenOf(engine, "prod")).toBe("token-of-prod");
});

test("A token that the present key does not open is named by its profile, and the remedies help", async () => {
  const { vault, engine } = scene();
  await addTestProfile(engine, { name: "prod" });
  await addTestProfile(engine, { name: "staging" });
  const { profile } = await chooseProfile(engine, "prod");
  const reference = engine.tokens.find(profile.id)?.reference;
  if (typeof reference !== "string") throw new Error("no token is kept");
  const orphan = join(vault, "secrets", `${newSecretReference(engine.host)}.age`);
  writeFileSync(join(vault, "secrets", `${reference}.age`), "damaged");
  writeFileSync(orphan, "also damaged");
  const error: unknown = await rekeyVault(engine, { keeping: "plain", dryRun: true }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof K6pError)) throw new Error("it was not refused");
  expect(error).toMatchObject({ code: "STORE_CORRUPT", exitCode: 5 });
  expect(error.message).toContain("The token of profile prod: ");
  expect(error.message).toContain("A secret without a profile: ");
  expect(error.remedy.toSorted()).toEqual([`Delete the secret: rm ${orphan}`, "Enter the token again: k6p login prod"]);

  rmSync(orphan);
  const { logIn } = await import("../profiles/log-in.ts");
  await logIn(engine, {
    name: "prod",
    verify: false,
    token: { from: "input", read: async () => new Secret("another-token") },
  });
  expect(await rekeyVault(engine, { keeping: "plain", dryRun: false })).toMatchObject({ secrets: 2 });
  expect(await tokenOf(engine, "prod")).toBe("another-token");
});
