import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { parseSettingsFile } from "./settings-file.ts";
import { UserSettings } from "./user-settings.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../schemas/settings.schema.json", import.meta.url), "utf8"),
) as object;

let home: string;
let settings: UserSettings;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-settings-"));
  settings = new UserSettings({
    host: createNodeHost({ env: {}, homeDirectory: home, workingDirectory: home }),
    configDirectory: join(home, "config"),
    lockDirectory: join(home, "locks"),
  });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(text: string): void {
  mkdirSync(join(home, "config"), { recursive: true });
  writeFileSync(settings.path, text);
}

async function codeOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}

describe("The user's settings", () => {
  test("are none without a file, and reading them makes none", () => {
    expect(settings.read()).toEqual({});
    expect(existsSync(settings.path)).toBe(false);
  });

  test("are read back as they were set, from a file that only the user can read", async () => {
    await settings.change({ store: "file" });
    expect(settings.read()).toEqual({ store: "file" });
    expect(statSync(settings.path).mode & 0o777).toBe(0o600);
    await settings.change({ store: "keyring" });
    expect(JSON.parse(readFileSync(settings.path, "utf8"))).toEqual({ version: 1, store: "keyring" });
  });

  test("keep what k6p does not know", async () => {
    write('{"$schema":"x","version":1,"later":{"a":[1]}}');
    await settings.change({ store: "file" });
    expect(JSON.parse(readFileSync(settings.path, "utf8"))).toEqual({
      $schema: "x",
      version: 1,
      later: { a: [1] },
      store: "file",
    });
  });

  test.each([
    ["a newer version", '{"version":2,"store":5}', "SETTINGS_TOO_NEW"],
    ["no version", '{"store":"file"}', "SETTINGS_INVALID"],
    ["nothing", "", "SETTINGS_INVALID"],
    ["a comment", '{"version":1} // mine', "SETTINGS_INVALID"],
    ["a list", "[]", "SETTINGS_INVALID"],
    ["a store that is no name", '{"version":1,"store":"../x"}', "SETTINGS_INVALID"],
  ])("with %s are refused, and never written over", async (_, text, code) => {
    write(text);
    expect(await codeOf(() => settings.read())).toBe(code);
    expect(await codeOf(() => settings.change({ store: "file" }))).toBe(code);
    expect(readFileSync(settings.path, "utf8")).toBe(text);
  });

  test("that cannot be read are not none", async () => {
    mkdirSync(settings.path, { recursive: true });
    expect(await codeOf(() => settings.read())).toBe("FILE_UNSAFE");
  });

  test("are what the published schema says", () => {
    const matches = new Ajv2020({ strict: true }).compile(SCHEMA);
    const value = fc.record(
      {
        version: fc.constantFrom<unknown>(1, 1, 1, 0, "1", null),
        store: fc.constantFrom<unknown>("file", "keyring", "a-b", "", "A", "1a", "é", 3, null, "a".repeat(33)),
        other: fc.anything().filter((thing) => thing !== undefined),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (candidate) => {
        const text = JSON.stringify(candidate);
        let parses = true;
        try {
          parseSettingsFile(text, "config.json");
        } catch {
          parses = false;
        }
        expect(matches(JSON.parse(text))).toBe(parses);
      }),
      { numRuns: 500 },
    );
  });
});
