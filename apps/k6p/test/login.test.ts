import { startCloudStandIn } from "@k6p/core/testing/cloud-stand-in";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { PROGRAM, runK6p, throwAwayHome } from "./run-k6p.ts";

const TOKEN = "typed-at-the-prompt-0001";
const ACME = { stackUrl: "https://acme.grafana.net", stackId: 11111, defaultProjectId: 678, projects: [] };

async function cloudEnv(): Promise<Readonly<Record<string, string>>> {
  const cloud = await startCloudStandIn({ accounts: [{ ...ACME, token: TOKEN }] });
  onTestFinished(() => cloud.close());
  return { ...VAULT, K6_CLOUD_HOST_V6: cloud.url };
}

describe("k6p login at a terminal", () => {
  it("asks for name, stack and token, and switches k6 after a yes", async () => {
    const home = throwAwayHome();
    const env = await cloudEnv();
    const typing = [
      { after: "Name of the profile:", type: "prod\r" },
      { after: "Stack of profile prod", type: "acme\r" },
      { after: "Token for https://acme.grafana.net (profile prod):", type: "not-the-token-0001\r" },
      // The remedy for the rejected token, and the question again.
      { after: "> Access\n? Token for", type: `${TOKEN}\r` },
      { after: "Make k6 use profile prod now?", type: "y\r" },
    ];
    const { code, screen } = await runInTerminal(["login"], { home, env, typing });
    expect(code, screen).toBe(0);
    expect(screen).toContain("https://acme.grafana.net/a/k6-app/settings/api-token");
    expect(screen).toContain("Added profile prod");
    expect(screen).not.toContain(TOKEN);
    expect(readFileSync(join(home, ".config", "k6", "config.json"), "utf8")).toContain(TOKEN);
  });

  it.each(["xterm", "dumb"])("keeps what is pasted twice out of the shell (TERM=%s)", async (term) => {
    const home = throwAwayHome();
    const env = { ...(await cloudEnv()), TERM: term };
    const script = `"${process.execPath}" "${PROGRAM}" login prod --stack acme; read -r -t 1 rest; echo "left [$rest]"`;
    const typing = [
      { after: "Token for", type: `${TOKEN}\r` },
      // The shell would run this line, and so would show the token.
      { after: ":", type: `${TOKEN}\r` },
      { after: "Make k6 use profile prod now?", type: "n\r" },
    ];
    const { code, screen } = await runInTerminal(["-c", script], { program: "bash", home, env, typing });
    expect(code, screen).toBe(0);
    expect(screen).toContain("left []");
    expect(screen).not.toContain(TOKEN);
    const token = await runK6p(["token", "prod"], { home, env });
    expect(token.stdout.trim()).toBe(TOKEN);
  });

  it("adds a profile without a word on the command line", async () => {
    const home = throwAwayHome();
    const typing = [
      { after: "Name of the profile:", type: "staging\r" },
      { after: "Stack of profile staging", type: "acme\r" },
      { after: "Token for", type: `${TOKEN}\r` },
    ];
    const { code, screen } = await runInTerminal(["profile", "add"], { home, env: await cloudEnv(), typing });
    expect(code, screen).toBe(0);
    expect(screen).toContain("Added profile staging");
  });

  it("Ctrl-C after the token, while the cloud is asked, ends k6p and stores nothing", async () => {
    const home = throwAwayHome();
    const cloud = await startCloudStandIn({ accounts: [{ ...ACME, token: TOKEN }] });
    onTestFinished(() => cloud.close());
    cloud.fail({ kind: "slow", part: "headers" });
    const env = { ...VAULT, K6_CLOUD_HOST_V6: cloud.url };
    const typing = [
      { after: "Token for", type: `${TOKEN}\r` },
      { after: "Waiting for", type: "\u0003" },
    ];
    const { screen } = await runInTerminal(["login", "prod", "--stack", "acme"], { home, env, typing });
    expect(screen).not.toContain("Added profile");
    expect((await runK6p(["profile", "list", "--json"], { home })).stdout).toContain('"profiles": []');
  });
});
