import { describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { type FixtureEnd, fixtureCommand, run, type RunningFixture } from "./fixtures/run-fixture.ts";

/** A child that says what it gets and ends by itself when asked often enough. */
const TRAPPING =
  'for s in INT QUIT TERM HUP USR1 USR2; do trap "echo got $s" $s; done; trap "echo got TERM; exit 42" TERM; echo ready; while :; do sleep 0.05; done';

function endIn(fixture: FixtureEnd): unknown {
  const line = fixture.stdout.split(/\r?\n/u).find((candidate) => candidate.startsWith("end "));
  return line === undefined ? fixture : JSON.parse(line.slice(4));
}

describe("an attached child", () => {
  test("has our streams, and its exit code and arguments come through", async () => {
    const parent = run(
      fixtureCommand("run-attached", "/bin/sh", "-c", 'read -r line; echo "$line $1"; exit 97', "sh", 'a "b" %c% $d'),
    );
    parent.child.stdin?.end("typed\n");
    const end = await parent.end;
    expect(end.stdout).toContain('typed a "b" %c% $d\n');
    expect(endIn(end)).toEqual({ exitCode: 97, left: [] });
  });

  test("tells the signal that ended it", async () => {
    expect(endIn(await run(fixtureCommand("run-attached", "/bin/sh", "-c", "kill -SEGV $$")).end)).toEqual({
      signal: "SIGSEGV",
      left: [],
    });
  });

  test("that cannot start rejects with the code of the system", async () => {
    expect((await run(fixtureCommand("run-attached", "/missing/k6")).end).stdout).toMatch(/^failed .*"ENOENT"/u);
    expect((await run(fixtureCommand("run-attached", "/etc")).end).stdout).toMatch(/^failed .*"EACCES"/u);
  });

  test("gets the signals that are sent to us, where there is no terminal the keys' ones, too", async () => {
    const parent = run(fixtureCommand("run-attached", "/bin/sh", "-c", TRAPPING));
    await parent.saw("ready");
    for (const signal of ["INT", "QUIT", "HUP", "USR1", "USR2", "TERM"] as const) {
      parent.child.kill(`SIG${signal}`);
      await parent.saw(`got ${signal}`);
    }
    expect(endIn(await parent.end)).toEqual({ exitCode: 42, left: [] });
  });

  const withoutScript = skipUnless(findProgram("script"), "the program script, which gives a child a terminal");
  test.skipIf(withoutScript)("gets Ctrl-C once, from the terminal, and we wait for its end", async () => {
    const command = fixtureCommand("run-attached", "/bin/sh", "-c", TRAPPING).map((word) => `'${word}'`);
    const terminal = run(["script", "-qec", command.join(" "), "/dev/null"]);
    await terminal.saw("ready");
    terminal.child.stdin?.write("\u0003");
    await terminal.saw("got INT");
    expect(await countWhenQuiet(terminal, "got INT")).toBe(1);
    terminal.child.stdin?.write("\u001C");
    await terminal.saw("got QUIT");
    expect(await countWhenQuiet(terminal, "got QUIT")).toBe(1);
  });
});

/** How often the text is there when nothing more has come for a while. */
async function countWhenQuiet(terminal: RunningFixture, text: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return terminal.text().split(text).length - 1;
}
