import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runK6p } from "./run-k6p.ts";

it("k6p logout at a terminal names k6's file in its question, and keeps everything on a no", async () => {
  const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
  await runK6p(["use", "prod"], { home, env: VAULT });
  const file = join(home, ".config", "k6", "config.json");
  const question = "The profile itself stays.";
  const kept = await runInTerminal(["logout", "prod"], {
    home,
    env: VAULT,
    typing: [{ after: question, type: "n\r" }],
  });
  expect(kept.code, kept.screen).toBe(130);
  expect(kept.screen).toContain("config.json");
  expect(readFileSync(file, "utf8")).toContain(tokenOf("prod"));
  const left = await runInTerminal(["logout", "prod"], {
    home,
    env: VAULT,
    typing: [{ after: question, type: "y\r" }],
  });
  expect(left.code, left.screen).toBe(0);
  expect(left.screen).toContain("Logged out of profile prod");
  expect(readFileSync(file, "utf8")).not.toContain(tokenOf("prod"));
});
