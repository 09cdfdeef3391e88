import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Environment } from "../../host/host.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type WriteRequest, writeVariables } from "./write-variables.ts";

const TOKEN = "token-of-prod-0123456789";

let test: TestEngine;

beforeAll(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, token: TOKEN });
  await addTestProfile(test.engine, { name: "hosted", stackId: 4, hostv6: "https://api.example" });
});

afterAll(() => test.remove());
beforeEach(() => test.notices.splice(0));

function write(request: Partial<WriteRequest>, env: Environment = {}): Promise<string> {
  return writeVariables(test.withEnv(env), {
    name: "prod",
    format: "json",
    mask: false,
    toTerminal: false,
    print: async () => {},
    ...request,
  });
}

function newFile(name: string, content: string, mode = 0o644): string {
  const path = join(test.home, name);
  writeFileSync(path, content, { mode });
  return path;
}

describe("writing variables", () => {
  it("gives the whole identity without a file of k6's", async () => {
    expect(JSON.parse(await write({}))).toEqual({
      K6P_PROFILE: "prod",
      K6_CLOUD_TOKEN: TOKEN,
      K6_CLOUD_STACK_ID: "11111",
      K6_CLOUD_STACK_URL: "https://prod.grafana.net",
      K6_CLOUD_PROJECT_ID: "1100",
    });
    expect(JSON.parse(await write({ name: "hosted" }))).toMatchObject({ K6_CLOUD_HOST_V6: "https://api.example" });
  });

  it("masks the token for a person, and says how to get at it", async () => {
    const text = await write({ format: "dotenv", mask: true, toTerminal: true });
    expect(text).toContain("K6_CLOUD_TOKEN='toke****************6789'\n");
    expect(test.notices).toMatchObject([{ level: "info", message: expect.stringMatching(/--output FILE.*--reveal/s) }]);
  });

  it("warns of what GitLab does with the file", async () => {
    await write({ format: "gitlab" });
    expect(test.notices).toMatchObject([{ level: "warning", message: expect.stringContaining("artifact") }]);
  });

  describe("to a file", () => {
    it.each(["dotenv", "docker", "gitlab", "json", "systemd"])(
      "makes it for the user alone, whole and unmasked, and replaces it later (%s)",
      async (format) => {
        const output = join(test.home, `made-${format}`);
        for (const name of ["hosted", "prod", "prod"]) {
          expect(await write({ name, format, output, mask: true })).toBe("");
          expect(statSync(output).mode & 0o777).toBe(0o600);
        }
        expect(readFileSync(output, "utf8")).toBe(await write({ format }));
        expect(readFileSync(output, "utf8")).toContain(TOKEN);
      },
    );

    it("takes an empty file that was made for it, and closes it to others", async () => {
      const output = newFile("empty", "");
      await write({ format: "docker", output });
      expect(statSync(output).mode & 0o777).toBe(0o600);
    });

    it.each([
      "DATABASE_URL=postgres://localhost\n",
      "K6_CLOUD_TOKEN=x\nDATABASE_URL=y\n",
      "# mine\nK6_CLOUD_TOKEN=x\n",
      "hello",
      "123",
      "[]",
      '{"K6_CLOUD_TOKEN": "x", "mine": 1}',
      "{ this is not JSON",
    ])("leaves one alone that holds something else: %j", async (content) => {
      const output = newFile("foreign", content);
      await expect(write({ output })).rejects.toMatchObject({ code: "FILE_NOT_OURS", details: { file: output } });
      expect(readFileSync(output, "utf8")).toBe(content);
    });
  });

  describe("for GitHub", () => {
    it("hides the token in the log before it adds to the file, and keeps what is there", async () => {
      const file = newFile("github-env", "OTHER=1");
      const printed: string[] = [];
      const print = async (text: string): Promise<void> => {
        printed.push(text);
        expect(readFileSync(file, "utf8")).toBe("OTHER=1");
      };
      expect(await write({ format: "github", print }, { GITHUB_ENV: file })).toBe("");
      expect(printed).toEqual([`::add-mask::${TOKEN}\n`]);
      const [first, ...lines] = readFileSync(file, "utf8").split("\n");
      expect(first).toBe("OTHER=1");
      const delimiter = lines[0]?.split("<<")[1] ?? "";
      expect(delimiter).toMatch(/^k6p_[0-9a-f]{32}$/);
      expect(lines.slice(0, 3)).toEqual([`K6P_PROFILE<<${delimiter}`, "prod", delimiter]);
    });

    it("empties what a step before has left of another profile", async () => {
      const file = newFile("github-env-2", "");
      const env = { GITHUB_ENV: file, K6_CLOUD_PROJECT_ID: "9", K6_CLOUD_STACK_ID: "9", DEFAULTPROJECTID: "" };
      await write({ name: "hosted", format: "github" }, env);
      const text = readFileSync(file, "utf8");
      expect(text).toMatch(/^K6_CLOUD_PROJECT_ID<<(\S+)\n\n\1$/m);
      expect(text).toMatch(/^K6_CLOUD_STACK_ID<<(\S+)\n4\n\1$/m);
      expect(text).not.toContain("DEFAULTPROJECTID");
    });

    it("adds nothing when it cannot make the log hide the token", async () => {
      const file = newFile("github-env-3", "OTHER=1\n");
      const print = (): Promise<void> => Promise.reject(new Error("nobody listens"));
      await expect(write({ format: "github", print }, { GITHUB_ENV: file })).rejects.toThrow("nobody listens");
      expect(readFileSync(file, "utf8")).toBe("OTHER=1\n");
    });

    it.each([{}, { GITHUB_ENV: "" }])("says that this is no step of a workflow (%j)", async (env) => {
      await expect(write({ format: "github" }, env)).rejects.toMatchObject({ code: "PLATFORM_UNSUPPORTED" });
    });

    it("takes no other file", async () => {
      const request = { format: "github", output: join(test.home, "other") };
      await expect(write(request, { GITHUB_ENV: "x" })).rejects.toMatchObject({ code: "USAGE" });
    });
  });

  it("refuses a format that it does not know", async () => {
    await expect(write({ format: "ini" })).rejects.toMatchObject({ code: "USAGE" });
  });
});
