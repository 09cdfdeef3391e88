import { describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { type FixtureEnd, fixtureCommand, run, type RunningFixture } from "../fixtures/run-fixture.ts";

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

  test("gets the signals that are sent to us and, without a terminal, also those of the keys", async () => {
    const parent = run(fixtureCommand("run-attached", ...fixtureCommand("report-signals")));
    await parent.saw("ready");
    for (const signal of ["SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGTERM"] as const) {
      parent.child.kill(signal);
      await parent.saw(`got ${signal}`);
    }
    expect(endIn(await parent.end)).toEqual({ exitCode: 42, left: [] });
  });

  const withoutScript = skipUnless(findProgram("script"), "the program script, which gives a child a terminal");
  test.skipIf(withoutScript)("gets Ctrl-C once, from the terminal, and we wait for its end", async () => {
    const command = fixtureCommand("run-attached", ...fixtureCommand("report-signals")).map((word) => `'${word}'`);
    const terminal = run(["script", "-qec", `exec ${command.join(" ")}`, "/dev/null"]);
    await terminal.saw("ready");
    for (const [key, signal] of [
      ["\u0003", "SIGINT"],
      ["\u001C", "SIGQUIT"],
    ] as const) {
      terminal.child.stdin?.write(key);
      await terminal.saw(`got ${signal}`);
      expect(await countWhenQuiet(terminal, `got ${signal}`)).toBe(1);
    }
    terminal.child.stdin?.write("\u0004");
    expect(endIn(await terminal.end)).toEqual({ exitCode: 42, left: [] });
  });
});

/** How often the text is there when nothing more has come for a while. */
async function countWhenQuiet(terminal: RunningFixture, text: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return terminal.text().split(text).length - 1;
}
