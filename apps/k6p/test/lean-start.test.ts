import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runK6p } from "./run-k6p.ts";

const TELL_LOADED = fileURLToPath(new URL("fixtures/tell-loaded.cjs", import.meta.url));
/** What only the full frame, a question, the network, the tour or the vault may load. */
const HEAVY = /oclif|questions|cloud|tour|help-text|age-encryption|https|http2|undici|readline/;

it("loads nothing heavy for a command that must start fast", async () => {
  const home = await makeProfileHome([{ name: "prod", stackId: 1, project: 10 }]);
  expect(await heavyPartsOf(home, ["--version"])).toEqual([]);
  expect(await heavyPartsOf(home, ["current"])).toEqual([]);
  expect(await heavyPartsOf(home, [])).toEqual([]);
  expect(await heavyPartsOf(home, ["env", "--unset", "--shell", "sh"])).toEqual([]);
});

it("loads the vault's cipher, and nothing else that is heavy, where a token is read from it", async () => {
  const home = await makeProfileHome([{ name: "prod", stackId: 1, project: 10 }]);
  for (const words of [
    ["use", "prod"],
    ["env", "prod", "--shell", "sh"],
    ["exec", "prod", "--", process.execPath, "-e", "0"],
  ]) {
    const files = (await heavyPartsOf(home, words)).filter((name) => name.endsWith(".cjs"));
    expect(files, words.join(" ")).toEqual(["age-encryption.cjs"]);
  }
});

it("notices when something heavy is loaded", async () => {
  const home = await makeProfileHome([]);
  expect(await heavyPartsOf(home, ["env", "--help"])).toEqual(expect.arrayContaining(["run-with-oclif.cjs"]));
});

async function heavyPartsOf(home: string, words: readonly string[]): Promise<readonly string[]> {
  const nodeOptions = `--require=${JSON.stringify(TELL_LOADED)}`;
  const { code, stderr } = await runK6p(words, { home, env: { ...VAULT, NODE_OPTIONS: nodeOptions } });
  expect([0, 3], stderr).toContain(code);
  const lines = stderr.split("\n").filter((line) => line.startsWith("loaded: ") && line.includes("k6p.cjs"));
  expect(lines).toHaveLength(1);
  return lines
    .join()
    .split(" ")
    .map((name) => basename(name))
    .filter((name) => HEAVY.test(name));
}
