import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runK6p } from "./run-k6p.ts";

const TELL_LOADED = fileURLToPath(new URL("fixtures/tell-loaded.cjs", import.meta.url));
/** What only the program with every command, a question, the network or the vault may load: files of k6p, and parts of Node. */
const HEAVY =
  /\.cjs$|^(?:crypto|tty|net|os|perf_hooks|stream|child_process|https|http2|readline|worker_threads)$|undici|webcrypto/;

it("loads nothing heavy for a command that must start fast", async () => {
  const home = await makeProfileHome([{ name: "prod", stackId: 1, project: 10 }]);
  expect(await heavyPartsOf(home, ["--version"])).toEqual([]);
  expect(await heavyPartsOf(home, ["current"])).toEqual([]);
  expect(await heavyPartsOf(home, [])).toEqual([]);
  expect(await heavyPartsOf(home, ["env", "--unset", "--shell", "sh"])).toEqual([]);
});

it("loads Node's own cryptography, and nothing else that is heavy, where a token is read from the vault", async () => {
  const home = await makeProfileHome([{ name: "prod", stackId: 1, project: 10 }]);
  for (const words of [
    ["use", "prod"],
    ["env", "prod", "--shell", "sh"],
  ]) {
    expect(new Set(await heavyPartsOf(home, words)), words.join(" ")).toEqual(new Set(["crypto", "stream"]));
  }
});

it("notices when something heavy is loaded", async () => {
  const home = await makeProfileHome([]);
  expect(await heavyPartsOf(home, ["env", "--help", "--json"], { FORCE_COLOR: "0" })).toEqual(
    expect.arrayContaining(["whole.cjs", "oclif.cjs"]),
  );
});

async function heavyPartsOf(
  home: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const nodeOptions = `--require=${JSON.stringify(TELL_LOADED)}`;
  const { code, stderr } = await runK6p(words, { home, env: { ...VAULT, ...env, NODE_OPTIONS: nodeOptions } });
  expect([0, 3], stderr).toContain(code);
  const lines = stderr.split("\n").filter((line) => line.startsWith("loaded: ") && line.includes("k6p.cjs"));
  expect(lines).toHaveLength(1);
  return lines
    .join()
    .split(" ")
    .map((name) => basename(name))
    .filter((name) => HEAVY.test(name) && name !== "k6p.cjs" && name !== basename(TELL_LOADED));
}
