import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wideSteps } from "./wide-steps.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "k6p parts "));
  plant(
    "secrets/read-call.ts",
    "interface Asking { readonly ask: object | undefined }\nexport function readCall(asking: Asking) {}",
  );
});

afterEach(() => rmSync(root, { recursive: true }));

function plant(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return path;
}

/** What is found in an operation next to the step `choose`, which takes `profiles` and gives `ask` on. */
function found(text: string): readonly string[] {
  const step = plant(
    "operations/choose.ts",
    `import { readCall } from "../secrets/read-call.ts";
export async function choose(engine: Parts<"profiles" | "ask">, name: string) { readCall(engine); return engine.profiles.find(name); }`,
  );
  const operation = plant("operations/use.ts", `import { choose } from "./choose.ts";\n${text}`);
  return wideSteps(root, [step, operation]).map(({ path, line, message }) => `${path}:${line} ${message}`);
}

test.each([
  ["takes a part itself", 'function use(engine: Parts<"host">) { return engine.host.env; }'],
  ["takes a part by a pattern", 'function use({ host: { env } }: Parts<"host">) { return env; }'],
  [
    "takes a part out of the engine first",
    'function use(engine: Parts<"host">) { const { host } = engine; return host; }',
  ],
  ["needs what its step needs", "function use(engine: Needs<typeof choose>) { return choose(engine, 1); }"],
  ["lists what its step needs", 'function use(engine: Parts<"profiles" | "ask">) { return choose(engine, 1); }'],
  [
    "needs what one of two steps needs",
    "function use(engine: Needs<typeof choose>) { return (1 ? choose : no)(engine); }",
  ],
  [
    "needs what a step needs that it loads later",
    'import type * as later from "./choose.ts";\nasync function use(engine: Needs<typeof later.choose>) { const { choose: now } = await import("./choose.ts"); now(engine); }',
  ],
  ["uses the engine in a default", 'function use(engine: Parts<"host">, env = engine.host.env) { return env; }'],
  ["uses it in a function inside", 'function use(engine: Parts<"host">) { return () => engine.host; }'],
  [
    "is a class that keeps it",
    'type Asked = Parts<"host">;\nclass Use { #engine; constructor(engine: Asked) { this.#engine = engine; } run() { return this.#engine.host; } }',
  ],
  [
    "loads it",
    'async function use(load: () => Promise<Parts<"host">>) { const engine = await load(); return engine.host; }',
  ],
  ["knows the type of one part only", 'function use(host: Engine["host"]) { return host.env; }'],
])("accepts a step that %s", (_name, text) => {
  expect(found(text)).toEqual([]);
});

test.each([
  ["the whole engine", "function use(engine: Engine) { return engine.host; }", "takes the whole engine"],
  [
    "the whole engine by another name",
    "type All = Engine;\nfunction use(engine: All) { return engine.host; }",
    "takes the whole engine",
  ],
  [
    "a part that it does not use",
    'function use(engine: Parts<"host" | "tokens">) { return engine.host; }',
    "asks for tokens",
  ],
  [
    "a step that it does not call",
    'function use(engine: Parts<"host"> & Needs<typeof choose>) { return engine.host; }',
    "asks for profiles, ask",
  ],
  ["the engine to hide it", 'function use(engine: Parts<"host">) { return { engine, host: engine.host }; }', "hides"],
])("refuses a step that asks for %s", (_name, text, message) => {
  expect(found(text)).toEqual([expect.stringMatching(new RegExp(`^operations/use\\.ts:\\d+ \\w+ ${message}`, "i"))]);
});
