import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

const ADD = ["profile", "add", "prod", "--stack", "acme", "--no-verify", "--stack-id", "11111"];
const TOKEN = "typed-at-the-prompt-0001";

describe("at a terminal", () => {
  it("the token is asked for and not shown while it is typed", async () => {
    const home = throwAwayHome();
    const typing = [{ after: "Token for https://acme.grafana.net (profile prod):", type: `${TOKEN}\r` }];
    const { code, screen } = await runInTerminal(ADD, { home, env: VAULT, typing });
    expect(code, screen).toBe(0);
    expect(screen).toContain("Added profile prod");
    expect(screen).not.toContain(TOKEN);
    const shown = await runInProcess(["profile", "show", "prod", "--reveal", "--json"], { home, env: VAULT });
    expect(JSON.parse(shown.stdout)).toMatchObject({ token: { value: TOKEN } });
  });

  it("Ctrl-C at the question changes nothing and exits with 130", async () => {
    const home = throwAwayHome();
    const typing = [{ after: "Token for", type: "\u0003" }];
    const { code, screen } = await runInTerminal(ADD, { home, env: VAULT, typing });
    expect(code, screen).toBe(130);
    expect((await runInProcess(["profile", "list", "--json"], { home })).stdout).toContain('"profiles": []');
  });

  it("the file vault is used only after a yes when no keyring is ready", async () => {
    const home = throwAwayHome();
    const question = "in the encrypted file vault instead?";
    const refused = await runInTerminal(ADD, {
      home,
      env: { DBUS_SESSION_BUS_ADDRESS: "" },
      typing: [{ after: question, type: "n\r" }],
    });
    expect(refused.code, refused.screen).toBe(130);
    const agreed = await runInTerminal(ADD, {
      home,
      env: { DBUS_SESSION_BUS_ADDRESS: "" },
      typing: [
        { after: question, type: "y\r" },
        { after: "Token for", type: `${TOKEN}\r` },
      ],
    });
    expect(agreed.code, agreed.screen).toBe(0);
    expect(agreed.screen).toContain("stored in the encrypted file vault");
  });

  it("removing asks, and takes no for an answer", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
    const question = "Remove profile prod (https://prod.grafana.net) and its token?";
    const kept = await runInTerminal(["profile", "remove", "prod"], {
      home,
      env: VAULT,
      typing: [{ after: question, type: "\r" }],
    });
    expect(kept.code, kept.screen).toBe(130);
    const removed = await runInTerminal(["profile", "remove", "prod"], {
      home,
      env: VAULT,
      typing: [{ after: question, type: "y\r" }],
    });
    expect(removed.code, removed.screen).toBe(0);
    expect(removed.screen).toContain("Removed profile prod and its token.");
  });

  it("a command under exec has the terminal, and Ctrl-C is its own", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
    const script =
      'process.on("SIGINT", () => { console.log("tty", process.stdin.isTTY, process.stdout.isTTY); process.exit(105); }); console.log("ready"); setInterval(() => {}, 1000)';
    const { code, screen } = await runInTerminal(["exec", "prod", "--", process.execPath, "-e", script], {
      home,
      env: VAULT,
      typing: [{ after: "ready", type: "\u0003" }],
    });
    expect(code, screen).toBe(105);
    expect(screen).toContain("tty true true");
  });

  it("colours what a person reads, and nothing else", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
    await runInProcess(["use", "prod"], { home, env: VAULT });
    const { stdout } = await runInProcess(["profile", "list"], { home, env: VAULT });
    expect(stdout).not.toContain("\u001b");
    const forced = await runInProcess(["profile", "list"], { home, env: { ...VAULT, FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain("\u001b[");
    expect(readFileSync(join(home, ".config", "k6", "config.json"), "utf8")).toContain("11111");
  });
});
