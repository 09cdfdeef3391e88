import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { canRunKeyring, startKeyringSession } from "@k6p/core/testing/gnome-keyring";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { describe, expect, it, onTestFinished } from "vitest";
import { COMMAND_TABLE, COMMANDS } from "../src/frame/commands.ts";
import { findCommand } from "../src/frame/find-command.ts";
import { canarySteps, OTHER, type Scene, type Step, TOKEN, WITHOUT_STEPS } from "./canary-steps.ts";
import { throwAwayHome } from "./run-k6p.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runTraced, type TracedRun } from "./run-traced.ts";
import { traceIn } from "./token-traces.ts";

const TOKENS = [TOKEN, OTHER];

/** Where a token may be: the file of k6, and the one that we made ourselves. */
const HOLDERS = /(^|\/)(k6\/config\.json|token\.txt)$/;

/** Files of the home that show a token. */
function filesWithToken(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(home, join(parentPath, name)))
    .filter((path) => !HOLDERS.test(path))
    .filter((path) => tokenIn(readFileSync(join(home, path), "latin1")) !== undefined);
}

function tokenIn(text: string): string | undefined {
  return TOKENS.map((token) => traceIn(text, token)).find((form) => form !== undefined);
}

async function expectNoTrace(scene: Scene): Promise<void> {
  const { home } = scene;
  // The user's own file, from which a token is read.
  writeFileSync(join(home, "token.txt"), OTHER, { mode: 0o600 });
  for (const step of canarySteps(scene)) {
    await step.before?.();
    const line = `k6p ${step.words.join(" ")}`.replace(TOKEN, "TOKEN");
    const run = await runStep(scene, step);
    const context = `${line}\n${run.stderr}`;
    expect(run.code, context).toBe(step.code ?? 0);
    expect(tokenIn(run.stdout) !== undefined, context).toBe(step.prints === true);
    expect(tokenIn(run.stderr), line).toBeUndefined();
    if (step.given !== true) expect(tokenIn(run.started), line).toBeUndefined();
    const files = filesWithToken(home);
    const meant = files.filter((path) => step.puts?.test(path));
    expect(files, line).toEqual(meant);
    expect(meant.length > 0, line).toBe(step.puts !== undefined);
    for (const path of meant) rmSync(join(home, path));
  }
}

async function runStep({ home, env }: Scene, step: Step): Promise<TracedRun> {
  const options = { home, env: { ...env, ...step.env }, stdin: step.stdin ?? "" };
  if (step.onTerminal !== true) return runTraced(step.words, options);
  const { code, screen } = await runInTerminal(step.words, options);
  return { code, signal: undefined, stdout: screen, stderr: "", started: "" };
}

describe("a text that shows a token", () => {
  it.each([
    ["as it is", TOKEN],
    ["in a URL", `?token=${encodeURIComponent(TOKEN)}&x`],
    ["in hexadecimal", Buffer.from(TOKEN).toString("hex").toUpperCase()],
    ["in Base64", Buffer.from(TOKEN).toString("base64")],
    ["in Base64 of something longer", Buffer.from(`{"token":"${TOKEN}"}`).toString("base64url")],
    ["in Base64 with line breaks", Buffer.from(`{"a":"${TOKEN}"}`).toString("base64").replaceAll(/.{16}/g, "$&\n")],
    ["but for its ends", TOKEN.slice(6, -6)],
  ])("is noticed (%s)", (_, text) => {
    expect(tokenIn(`before ${text} after`)).toBeDefined();
  });

  it("is not one that shows it masked", () => {
    expect(tokenIn(`${TOKEN.slice(0, 4)}******${TOKEN.slice(-4)}`)).toBeUndefined();
  });
});

const skipTrace = skipUnless(findProgram("strace"), "no strace to see the words of programs with");
const skipKeyring = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");

it("Every command has a step in which it could give a token away, or is known to have none", () => {
  const scene = { home: "", env: {}, otherStore: "", both: 0, damage() {} };
  const tried = new Set(canarySteps(scene).map(({ words }) => idOf(words)));
  const known = Object.keys(COMMANDS).filter((id) => tried.has(id) || WITHOUT_STEPS.has(id));
  expect(Object.keys(COMMANDS)).toEqual(known);
});

function idOf(words: readonly string[]): string | undefined {
  const finding = findCommand(COMMAND_TABLE, words);
  return finding.kind === "command" ? finding.id : undefined;
}

describe.skipIf(skipTrace)("Whatever k6p does, a token is nowhere but where it is meant to be", () => {
  it("with the file vault", { timeout: 120_000 }, async () => {
    const home = throwAwayHome();
    const secrets = join(home, ".k6p", "data", "vault");
    await expectNoTrace({
      home,
      env: { K6P_STORE: "file" },
      otherStore: "keyring",
      both: 5,
      damage() {
        for (const path of readdirSync(secrets, { recursive: true, encoding: "utf8" })) {
          if (path.endsWith(".age")) writeFileSync(join(secrets, path), "damaged");
        }
      },
    });
  });

  it.skipIf(skipKeyring)("with a real keyring", { timeout: 120_000 }, async () => {
    const session = await startKeyringSession("gnome-keyring");
    onTestFinished(() => session.close());
    await session.startUnlocked();
    const env = Object.fromEntries(Object.entries(session.env).map(([name, value]) => [name, value ?? ""]));
    await expectNoTrace({
      home: session.home,
      env: { ...env, K6P_STORE: "keyring" },
      otherStore: "file",
      both: 0,
      damage: () => session.kill(),
    });
  });
});
