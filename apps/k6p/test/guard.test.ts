import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runK6p } from "./run-k6p.ts";

async function protectedHome(flag: string): Promise<string> {
  const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
  const edited = await runK6p(["profile", "edit", "prod", flag], { home });
  expect(edited.code, edited.stderr).toBe(0);
  return home;
}

describe("a protected profile", () => {
  it("is used at a terminal only after its name was typed", async () => {
    const home = await protectedHome("--protected");
    const file = join(home, ".config", "k6", "config.json");
    const after = "Type prod to use it:";
    const refused = await runInTerminal(["use", "prod"], { home, env: VAULT, typing: [{ after, type: "yes\r" }] });
    expect(refused.code, refused.screen).toBe(130);
    expect(existsSync(file)).toBe(false);
    const used = await runInTerminal(["use", "prod"], { home, env: VAULT, typing: [{ after, type: "prod\r" }] });
    expect(used.code, used.screen).toBe(0);
    expect(readFileSync(file, "utf8")).toContain(tokenOf("prod"));
  });

  it("is used in a script with --yes or K6P_CONFIRM, as the error says", async () => {
    const home = await protectedHome("--protected");
    const words = ["--", process.execPath, "-e", ""];
    const refused = await runK6p(["exec", "prod", ...words], { home, env: VAULT });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain("To confirm: k6p exec prod --yes");
    expect(refused.stderr).toContain("K6P_CONFIRM=prod");
    expect((await runK6p(["exec", "prod", "--yes", ...words], { home, env: VAULT })).code).toBe(0);
    const env = { ...VAULT, K6P_CONFIRM: "prod" };
    expect((await runK6p(["env", "prod", "--shell", "sh"], { home, env })).code).toBe(0);
  });

  it("can be protected against changes alone", async () => {
    const home = await protectedHome("--protected-change");
    expect((await runK6p(["use", "prod"], { home, env: VAULT })).code).toBe(0);
    expect((await runK6p(["profile", "remove", "prod", "--yes"], { home, env: VAULT })).stderr).toContain("protected");
    const shown = await runK6p(["profile", "show", "prod", "--json"], { home, env: VAULT });
    expect(JSON.parse(shown.stdout)).toMatchObject({ protected: "change" });
  });
});
