import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "./node-host.ts";

test("the host is this machine where nothing else is said", () => {
  const host = createNodeHost();
  expect(host).toMatchObject({
    platform: process.platform,
    workingDirectory: process.cwd(),
    userId: process.geteuid?.(),
    processId: process.pid,
    parentProcessId: process.ppid,
  });
  expect(host.env["PATH"]).toBe(process.env["PATH"]);
  expect(host.homeDirectory).not.toBe("");
});

test("an environment of its own brings its own home folder, or none", () => {
  expect(createNodeHost({ env: { HOME: "/home/ann" } }).homeDirectory).toBe("/home/ann");
  expect(createNodeHost({ env: { USERPROFILE: "C:\\Users\\ann" }, platform: "win32" }).homeDirectory).toBe(
    "C:\\Users\\ann",
  );
  expect(createNodeHost({ env: {} }).homeDirectory).toBe("");
  expect(createNodeHost({ env: { HOME: "/home/ann" }, homeDirectory: "" }).homeDirectory).toBe("");
});

test("Windows has no user ids", () => {
  expect(createNodeHost({ platform: "win32" }).userId).toBeUndefined();
});

test("children start in the working folder of the host", async () => {
  const workingDirectory = scratchFolder();
  const { processes } = createNodeHost({ workingDirectory });
  const output = await processes.runCaptured({
    program: "/bin/pwd",
    arguments: [],
    env: {},
    deadlineMs: 10_000,
    maxBytes: 1_000,
  });
  expect(output.stdout.trim()).toBe(workingDirectory);
});

test("a working folder that was removed is known by its name", async () => {
  const [node, ...words] = fixtureCommand("print-directories");
  const script = `cd ${scratchFolder()} && mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"`;
  const { stdout, stderr } = await run(["/bin/sh", "-c", script, node, ...words]).end;
  expect(stderr).toBe("");
  expect(stdout).toMatch(/\/gone\n/u);
});

test("children, sockets and cryptography are not loaded before they are used", async () => {
  expect((await run(fixtureCommand("loaded-modules")).end).stdout).toBe("[]");
});

test("time goes on, and chance differs", async () => {
  const { clock, randomBytes } = createNodeHost();
  const [now, monotonic] = [clock.now().getTime(), clock.monotonicMs()];
  await clock.sleep(5);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(now);
  expect(clock.monotonicMs()).toBeGreaterThan(monotonic);
  expect(randomBytes(16)).toHaveLength(16);
  expect(randomBytes(16)).not.toEqual(randomBytes(16));
});

describe("a socket", () => {
  async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<string> {
    const path = join(scratchFolder(), "socket");
    const server = createServer({}, onConnection);
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return path;
  }

  test("carries bytes both ways and tells its end", async () => {
    const path = await listen((peer) => peer.on("data", (chunk) => peer.end(`you said ${chunk.toString()}`)));
    const socket = await createNodeHost().connectSocket(path, 5_000);
    let heard = "";
    const closed = new Promise((resolve) => socket.onClose(resolve));
    socket.onData((chunk) => (heard += Buffer.from(chunk).toString()));
    socket.write(Buffer.from("hello"));
    expect(await closed).toBeUndefined();
    expect(heard).toBe("you said hello");
  });

  test("tells a listener that comes late of its end", async () => {
    const path = await listen((peer) => peer.resume());
    const socket = await createNodeHost().connectSocket(path, 5_000);
    socket.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await new Promise((resolve) => socket.onClose(resolve))).toBeUndefined();
    expect(() => socket.write(Buffer.from("nobody hears this"))).not.toThrow();
  });

  test("that nobody listens on rejects with the code of the system", async () => {
    const path = join(scratchFolder(), "socket");
    await expect(createNodeHost().connectSocket(path, 5_000)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
