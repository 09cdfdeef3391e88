import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const wrapper = fileURLToPath(new URL("fixtures/run-child-and-end-like-it.mjs", import.meta.url));
const onWindows = process.platform === "win32";

function start(program: string) {
  return spawn(process.execPath, [wrapper, program], { stdio: ["pipe", "pipe", "inherit"] });
}

test.each([0, 1, 97, 255])("exit code %i of the program is the wrapper's", async (code) => {
  expect(await once(start(`process.exit(${code})`), "exit")).toEqual([code, null]);
});

test("standard input and output are the program's own", async () => {
  const wrapped = start("process.stdin.pipe(process.stdout)");
  wrapped.stdin.end("bytes\0\n");
  expect(await text(wrapped.stdout)).toBe("bytes\0\n");
});

test.skipIf(onWindows)("a program that dies of a signal takes the wrapper with it", async () => {
  expect(await once(start("process.kill(process.pid, 'SIGKILL')"), "exit")).toEqual([null, "SIGKILL"]);
});

test.skipIf(onWindows).each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)(
  "%s reaches the program, whose answer counts",
  async (signal) => {
    const wrapped = start(
      `process.on("${signal}", () => process.exit(42)); setInterval(() => {}, 1000); process.stdout.write("ready")`,
    );
    await once(wrapped.stdout, "data");
    wrapped.kill(signal);
    expect(await once(wrapped, "exit")).toEqual([42, null]);
  },
);
