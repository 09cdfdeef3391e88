import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { startCloudStandIn } from "@k6p/core/testing/cloud-stand-in";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/frame/commands.ts";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { SUCCESSFUL_RUNS } from "./successful-runs.ts";
import { throwAwayHome } from "./run-k6p.ts";

const SCHEMA: { readonly $defs: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL("../schemas/output.schema.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).addSchema(
  SCHEMA,
  "output",
);

function faultsIn(definition: string, text: string): unknown {
  const validate = ajv.getSchema(`output#/$defs/${encodeURIComponent(definition)}`);
  if (validate === undefined) throw new Error(`no definition of ${definition}`);
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

const LOGIN =
  '{"collectors":{"cloud":{"token":"typed-into-k6-0001","stackID":33333,"stackURL":"https://personal.grafana.net","projectID":5}}}';
const TOKEN = "another-token-0123456789";

/** Commands that ask Grafana Cloud, with words for a profile that it knows. */
const ASKING: readonly (readonly [id: string, words: readonly string[]])[] = [
  ["project list", ["project", "list", "prod"]],
  ["verify", ["verify", "prod"]],
];

/** With the flag in front of the words of another program. */
function withJson(words: readonly string[]): readonly string[] {
  const dashes = words.indexOf("--");
  return dashes === -1 ? [...words, "--json"] : words.toSpliced(dashes, 0, "--json");
}

const ZOE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

function recipients(own: string): string {
  return `recipients:\n  anna: ${own}\n  zoe: ${ZOE}\n`;
}

describe("--json", () => {
  it("prints what the committed schema says, for every command that has it", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 11111, project: 1100 }]);
    const configPath = join(home, ".config", "k6", "config.json");
    mkdirSync(dirname(configPath), { recursive: true });
    writeFileSync(configPath, LOGIN);
    for (const [id, words] of SUCCESSFUL_RUNS) {
      const { stdout, stderr } = await runInProcess(withJson(words), {
        home,
        env: { ...VAULT, TOKEN_FOR_NEW: TOKEN },
        stdin: TOKEN,
      });
      expect(faultsIn(id, stdout), `${words.join(" ")}\n${stdout}${stderr}`).toEqual([]);
      if (id === "team join") appendFileSync(join(home, "k6p.config.yaml"), recipients(JSON.parse(stdout).recipient));
    }
  });

  it("prints what the committed schema says, for every command that asks Grafana Cloud", async () => {
    const account = { stackUrl: "https://acme.grafana.net", stackId: 11111, defaultProjectId: 678 };
    const cloud = await startCloudStandIn({
      accounts: [{ ...account, token: TOKEN, projects: [{ id: 678, name: "checkout" }] }],
    });
    const run = { home: throwAwayHome(), env: { ...VAULT, K6_CLOUD_HOST_V6: cloud.url }, stdin: TOKEN };
    await runInProcess(["profile", "add", "prod", "--stack", "acme", "--token-stdin"], run);
    for (const [id, words] of ASKING) {
      const { stdout, stderr, code } = await runInProcess(withJson(words), run);
      expect(code, stdout + stderr).toBe(0);
      expect(faultsIn(id, stdout), stdout).toEqual([]);
    }
    await cloud.close();
  });

  it("has a definition for every command, or the command says that it has none", async () => {
    const commands = await Promise.all(
      Object.entries(COMMANDS).map(async ([id, { load }]) => ({ id, definition: await load() })),
    );
    const printing = commands.filter(({ definition }) => definition.json !== false).map(({ id }) => id);
    const tried = new Set([...SUCCESSFUL_RUNS, ...ASKING].map(([id]) => id));
    expect(printing.filter((id) => !(id in SCHEMA.$defs))).toEqual([]);
    expect(printing.filter((id) => !tried.has(id))).toEqual([]);
  });

  it("prints an error as data, alone on standard output", async () => {
    const home = throwAwayHome();
    for (const words of [
      ["profile", "show", "nope"],
      ["profile", "add"],
      ["use", "--bogus"],
      ["login", "nope", "--token", "secret-on-the-line"],
    ]) {
      const { stdout, code } = await runInProcess([...words, "--json"], { home });
      expect(code).toBeGreaterThan(0);
      expect(faultsIn("error", stdout), stdout).toEqual([]);
      expect(stdout).not.toContain("secret-on-the-line");
    }
  });
});
