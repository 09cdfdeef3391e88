import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInTerminal, type TerminalRun, type Typing } from "./run-in-terminal.ts";
import { PROGRAM } from "./run-k6p.ts";

const PASSPHRASE = "correct horse battery";
const QUESTION = "Passphrase of the file vault:";
/** Prints what it reads. */
const READER = [process.execPath, "-e", "process.stdin.on('data', (text) => console.log(`got ${text}`))"];

/** A home whose file vault is locked by a passphrase. */
async function makeLockedHome(): Promise<string> {
  const home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
  const typing = [
    { after: "New passphrase", type: `${PASSPHRASE}\r` },
    { after: "Repeat", type: `${PASSPHRASE}\r` },
  ];
  const rekeyed = await runInTerminal(["store", "rekey", "--passphrase"], { home, env: VAULT, typing });
  expect(rekeyed.code, rekeyed.screen).toBe(0);
  writeFileSync(join(home, "script.js"), "the script\n");
  return home;
}

/** Runs k6p by a shell at a terminal, in place of K6P in the line. */
function runByShell(home: string, line: string, typing: readonly Typing[]): Promise<TerminalRun> {
  const words = [process.execPath, PROGRAM, "exec", "prod", "--", ...READER];
  const command = line.replace("K6P", words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" "));
  return runInTerminal(["-c", command], { home, env: VAULT, program: "/bin/sh", typing });
}

describe.skipIf(process.platform === "win32")("the passphrase of the file vault", () => {
  it("is asked for at the terminal while standard input is a file or a pipe, which goes to the command whole", async () => {
    const home = await makeLockedHome();
    for (const line of ["K6P <script.js", "cat script.js | K6P"]) {
      const { code, screen } = await runByShell(home, line, [{ after: QUESTION, type: `${PASSPHRASE}\r` }]);
      expect(code, screen).toBe(0);
      expect(screen).toContain("got the script");
      expect(screen).not.toContain(PASSPHRASE);
    }
  });

  it("is not asked for if standard input is empty on purpose, errors go to a file, or it is a pipeline", async () => {
    const home = await makeLockedHome();
    for (const line of ["K6P </dev/null", "K6P <script.js 2>errors.txt || cat errors.txt", "CI=1 K6P <script.js"]) {
      const { screen } = await runByShell(home, line, []);
      expect(screen, line).toContain("k6p can only ask for it at a terminal");
    }
  });
});
