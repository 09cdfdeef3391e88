import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInTerminal, type TerminalRun, type Typing } from "./run-in-terminal.ts";
import { runInProcess } from "./run-in-process.ts";
import { PROGRAM } from "./run-k6p.ts";

const PROFILES = [
  { name: "alpha", stackId: 11111, project: 1 },
  { name: "beta", stackId: 22222 },
  { name: "gamma", stackId: 33333 },
];
const KEYS = "Esc cancel";
const ENTER = "\r";
const ESCAPE = "\u001b";
const CTRL_C = "\u0003";
const DOWN = "\u001b[B";

const pick = (...types: readonly string[]): readonly Typing[] => types.map((type) => ({ after: KEYS, type }));

async function homeUsing(...names: readonly string[]): Promise<string> {
  const home = await makeProfileHome(PROFILES);
  for (const name of names) expect((await runInProcess(["use", name], { home, env: VAULT })).code).toBe(0);
  return home;
}

function inTerminal(home: string, words: readonly string[], typing: readonly Typing[]): Promise<TerminalRun> {
  return runInTerminal(words, { home, env: VAULT, typing });
}

/** Runs a line of sh in which `k6p` is the program. */
function inShell(home: string, line: string, typing: readonly Typing[]): Promise<TerminalRun> {
  const define = `k6p() { "${process.execPath}" "${PROGRAM}" "$@"; }`;
  return runInTerminal(["-c", `${define}\n${line}`], { home, env: VAULT, typing, program: "sh" });
}

const configIn = (home: string): string => readFileSync(join(home, ".config", "k6", "config.json"), "utf8");

describe("use without a name", () => {
  it("lists the profiles, the one used last first, and uses the one that is picked", async () => {
    const home = await homeUsing("beta", "alpha");
    const { code, screen } = await inTerminal(home, ["use"], pick(DOWN, ENTER));
    expect(code, screen).toBe(0);
    expect(screen).toMatch(/\* alpha +alpha\.grafana\.net +1\n.* beta .*\n.* gamma /);
    expect(screen).toContain("k6 now uses profile gamma");
    expect(configIn(home)).toContain("33333");
  });

  it("narrows the list while one types, and keeps it off standard output", async () => {
    const home = await homeUsing();
    const { code, screen } = await inShell(home, 'out=$(k6p use) && echo "OUT[$out]"', pick("be", ENTER));
    expect(code, screen).toBe(0);
    expect(screen).toMatch(/OUT\[k6 now uses profile beta: [^✔]*\]/);
    expect(screen).toContain("✔ Which profile should k6 use? beta\n");
  });

  it.each([
    ["Esc", ESCAPE],
    ["Ctrl-C", CTRL_C],
    ["Ctrl-D", "\u0004"],
  ])("ends with 130 at %s, changes nothing and gives the terminal back as it was", async (_, key) => {
    const home = await homeUsing("alpha");
    const before = configIn(home);
    const line = 'before=$(stty -g); k6p use; code=$?; [ "$before" = "$(stty -g)" ] && echo same; exit $code';
    const { code, screen } = await inShell(home, line, pick(key));
    expect(code, screen).toBe(130);
    expect(screen).toContain("Canceled. Nothing was changed.");
    expect(screen).toContain("same");
    expect(configIn(home)).toBe(before);
  });

  it("follows the size of the terminal", async () => {
    const home = await homeUsing();
    const narrow: Typing = { after: KEYS, resize: [24, 5], type: "" };
    const { code, screen } = await inTerminal(
      home,
      ["use"],
      [narrow, { after: "alpha.grafa…", resize: [100, 30], type: "" }, ...pick(ENTER)],
    );
    expect(code, screen).toBe(0);
    expect(screen).toContain("k6 now uses profile alpha");
  });
});

describe("env and exec without a name", () => {
  it("open the list where no profile is active, also inside of $(...)", async () => {
    const home = await homeUsing();
    const { code, screen } = await inShell(
      home,
      'eval "$(k6p env --shell sh)"; echo "<$K6P_PROFILE>"',
      pick("gam", ENTER),
    );
    expect(code, screen).toBe(0);
    expect(screen).toContain("<gamma>");
    const ran = await inTerminal(home, ["exec", "--", "sh", "-c", 'echo "<$K6P_PROFILE>"'], pick(ENTER));
    expect(ran.code, ran.screen).toBe(0);
    expect(ran.screen).toContain("<gamma>");
  });

  it("leave the terminal to the command that follows", async () => {
    const home = await homeUsing();
    const typing = [...pick(ENTER), { after: "ready", type: "typed\r" }];
    const { code, screen } = await inTerminal(
      home,
      ["exec", "--", "sh", "-c", 'echo ready; read word; echo "<$word>"'],
      typing,
    );
    expect(code, screen).toBe(0);
    expect(screen).toContain("<typed>");
  });

  it("do not ask when one is active", async () => {
    const home = await homeUsing("beta");
    const { code, screen } = await inTerminal(home, ["exec", "--", "sh", "-c", 'echo "<$K6P_PROFILE>"'], []);
    expect(code, screen).toBe(0);
    expect(screen).toContain("<beta>");
    expect(screen).toContain("Using profile beta: it is active.");
  });
});

describe("remove without a name", () => {
  it("asks which, and then whether it is meant", async () => {
    const home = await homeUsing();
    const typing = [...pick("bet", ENTER), { after: "Remove profile beta", type: "y\r" }];
    const { code, screen } = await inTerminal(home, ["profile", "remove"], typing);
    expect(code, screen).toBe(0);
    expect(screen).toContain("Removed profile beta and its token.");
  });

  it("says what to do where nobody can be asked", async () => {
    const { code, stderr } = await runInProcess(["profile", "remove", "--yes"], { home: await homeUsing("alpha") });
    expect([code, stderr]).toEqual([3, expect.stringContaining("k6p profile remove NAME")]);
  });
});
