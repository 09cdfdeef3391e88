import { describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { throwAwayHome } from "./run-k6p.ts";

const TOKEN = "typed-at-the-prompt-0001";
const DUMB = { ...VAULT, TERM: "dumb" };

describe("on a terminal without escape sequences", () => {
  it("the list of profiles has numbers, and takes a number or a name", async () => {
    const home = await makeProfileHome([
      { name: "alpha", stackId: 1 },
      { name: "beta", stackId: 2 },
    ]);
    for (const [answer, name] of [
      ["2", "beta"],
      ["alpha", "alpha"],
    ] as const) {
      const { code, raw, screen } = await runInTerminal(["use"], {
        home,
        env: DUMB,
        typing: [
          { after: "Number or name:", type: "9\r" },
          { after: "Number or name:", type: `${answer}\r` },
        ],
      });
      expect(code, screen).toBe(0);
      expect(screen).toContain(`k6 now uses profile ${name}`);
      expect(raw).not.toContain("\u001b");
    }
  });

  it("a token is not shown while it is typed", async () => {
    const { code, raw } = await runInTerminal(
      ["profile", "add", "prod", "--stack", "acme", "--no-verify", "--stack-id", "1"],
      { home: throwAwayHome(), env: DUMB, typing: [{ after: "Token for", type: `${TOKEN}\r` }] },
    );
    expect(code, raw).toBe(0);
    expect(raw).not.toContain(TOKEN);
    expect(raw).not.toContain("\u001b");
  });

  it("a question takes y, and Ctrl-D changes nothing", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const ask = (type: string) =>
      runInTerminal(["profile", "remove", "prod"], { home, env: DUMB, typing: [{ after: "(y/N)", type }] });
    expect((await ask("\u0004")).code).toBe(130);
    expect((await ask("\r")).code).toBe(130);
    expect((await ask("y\r")).code).toBe(0);
  });
});
