import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOSTILE_VALUES } from "./fixtures/hostile-values.ts";
import { cmd } from "./cmd.ts";

describe("cmd", () => {
  it.each(["glc_eyJvIjoiMSJ9+/=", "https://acme.grafana.net", String.raw`C:\Users\Jo Doe\k6 (x86)\config.json`, ""])(
    "sets %j between quotes",
    (value) => {
      expect(cmd.render([{ name: "K", value }])).toBe(`set "K=${value}"\n`);
    },
  );

  it("unsets by setting to nothing", () => {
    expect(cmd.render([{ name: "K", value: undefined }])).toBe('set "K="\n');
  });

  it.each(HOSTILE_VALUES.filter((value) => /["%!^&|<>$`'{}?#[\]]|[^ -~]/.test(value)))(
    "refuses %j rather than let it mean something else",
    (value) => {
      expect(() => cmd.render([{ name: "K", value }])).toThrow(
        expect.objectContaining({ code: "VALUE_NOT_EXPRESSIBLE", details: { variable: "K" } }),
      );
    },
  );

  it.each(['"', "%", "!", "^", "&", "|", "<", ">", "\n", "\r", "\t", "é"])("lets no %j through", (character) => {
    expect(() => cmd.render([{ name: "K", value: `a${character}b` }])).toThrow(/cmd cannot express the value of K/);
  });

  it.skipIf(process.platform !== "win32")("sets and unsets variables for programs that the real shell starts", () => {
    const values = ["glc_eyJvIjoiMSJ9+/=", String.raw`C:\Users\Jo  Doe (x86)\config.json`, "a,b; c=d ~@*", "-1.x:"];
    const changes = values.map((value, index) => ({ name: `SET_${index}`, value }));
    const folder = mkdtempSync(join(tmpdir(), "k6p-cmd-"));
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    write("lines", cmd.render([...changes, { name: "GONE", value: undefined }]));
    write("cat.cjs", "process.stdout.write(require('node:fs').readFileSync('lines'))");
    write("show.cjs", "process.stdout.write(JSON.stringify(process.env))");
    // In a file the percent sign of a loop is written twice.
    write("run.bat", `@echo off\r\n${cmd.evaluate("node cat.cjs").replaceAll("%i", "%%i")}\r\nnode show.cjs\r\n`);
    try {
      const options = { cwd: folder, env: { ...process.env, GONE: "here" }, encoding: "utf8" } as const;
      const env: unknown = JSON.parse(execFileSync("cmd.exe", ["/d", "/c", "run.bat"], options));
      expect(env).toMatchObject(Object.fromEntries(changes.map(({ name, value }) => [name, value])));
      expect(env).not.toHaveProperty("GONE");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
