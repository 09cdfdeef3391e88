import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { SUCCESSFUL_RUNS } from "./successful-runs.ts";

const LOGIN =
  '{"collectors":{"cloud":{"token":"typed-into-k6-0001","stackID":33333,"stackURL":"https://personal.grafana.net","projectID":5}}}';
const TOKEN = "another-token-0123456789";
/** What depends on the machine or the length of its paths, or has the terminal to itself. */
const OUTSIDE = new Set(["exec", "shell", "doctor", "verify", "profile bindings"]);

/** The screens of one command after another in one home, on a terminal without colors. */
async function screens(width: number): Promise<string> {
  const home = await makeProfileHome([{ name: "prod", stackId: 11111, project: 1100 }]);
  const configPath = join(home, ".config", "k6", "config.json");
  mkdirSync(dirname(configPath), { recursive: true });
  writeFileSync(configPath, LOGIN);
  const env = { ...VAULT, TOKEN_FOR_NEW: TOKEN, NO_COLOR: "1", PATH: "/usr/bin:/bin" };
  const terminal = { outputIsTerminal: true, errorsAreTerminal: true, width };
  const pages: string[] = [];
  for (const [id, words] of SUCCESSFUL_RUNS) {
    if (OUTSIDE.has(id)) continue;
    const { stdout, stderr } = await runInProcess(words, { home, env, stdin: TOKEN, terminal });
    pages.push(`$ k6p ${words.join(" ")}\n${withoutChance(stderr + stdout, home)}`);
    if (id !== "team join") continue;
    const { stdout: joined } = await runInProcess([...words, "--json"], { home, env });
    appendFileSync(
      join(home, "k6p.config.yaml"),
      `recipients:\n  anna: ${JSON.parse(joined).recipient}\n  zoe: ${ZOE}\n`,
    );
  }
  return pages.join("\n");
}

const ZOE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

function withoutChance(text: string, home: string): string {
  return text
    .replaceAll(home, "HOME")
    .replaceAll(ZOE, "age1zoe")
    .replaceAll(/age1[0-9a-z]{50,}|age1[0-9a-z]+…/g, "age1anna")
    .replaceAll(/\b[0-9a-f]{24,}\b|\b[a-z2-7]{26}\b/g, "CHANCE")
    .replaceAll(/\(\d+ ms\)/g, "(N ms)")
    .replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "DATE")
    .replaceAll(process.versions.node, "NODE");
}

it.skipIf(process.platform !== "linux").each([80, 40])(
  "every screen at %d columns looks as agreed on (update with -u)",
  async (width) => {
    await expect(await screens(width)).toMatchFileSnapshot(`screens-${width}.golden.txt`);
  },
);
