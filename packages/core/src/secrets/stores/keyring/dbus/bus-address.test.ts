import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeHost } from "../../../../host/node/node-host.ts";
import { type BusAddress, sessionBusAddress } from "./bus-address.ts";

function addressIn(env: Readonly<Record<string, string>>, userId?: number): BusAddress {
  const host = createNodeHost({ env, platform: "linux" });
  return sessionBusAddress(userId === undefined ? host : { ...host, userId });
}

describe("The address in DBUS_SESSION_BUS_ADDRESS", () => {
  test.each([
    ["a path", "unix:path=/run/user/1000/bus", ["/run/user/1000/bus"]],
    ["a path with a guid after it", "unix:path=/tmp/dbus-x,guid=0123456789abcdef", ["/tmp/dbus-x"]],
    ["an escaped path", "unix:path=/tmp/a%20b%3d%c3%a9", ["/tmp/a b=é"]],
    ["an abstract name", "unix:abstract=/tmp/dbus-Ab,guid=12", ["\0/tmp/dbus-Ab"]],
    ["the runtime folder", "unix:runtime=yes", ["/run/user/7/bus"]],
    ["several, one of a kind that is not for us", "tcp:host=localhost,port=1;unix:path=/a;unix:path=/b", ["/a", "/b"]],
  ])("can be %s", (_, address, paths) => {
    expect(addressIn({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: "/run/user/7" })).toEqual({
      kind: "sockets",
      paths,
    });
  });

  test.each([
    "autolaunch:",
    "tcp:host=localhost,port=1",
    "unix:",
    "unix:path=",
    "unix:path=%zz",
    "nonsense",
    ";",
    "unixexec:path=/bin/true",
  ])("is of no use when it is %j", (address) =>
    expect(addressIn({ DBUS_SESSION_BUS_ADDRESS: address }).kind).toBe("none"),
  );
});

describe.runIf(process.platform !== "win32")("Without the variable", () => {
  const runtime = mkdtempSync(join(tmpdir(), "k6p-bus-"));
  const server: Server = createServer();
  beforeAll(() => new Promise<void>((resolve) => server.listen(join(runtime, "bus"), resolve)));
  afterAll(() => {
    server.close();
    rmSync(runtime, { recursive: true });
  });

  test("the bus is the socket in the runtime folder", () => {
    expect(addressIn({ XDG_RUNTIME_DIR: runtime })).toEqual({ kind: "sockets", paths: [join(runtime, "bus")] });
    expect(addressIn({ XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: "" }).kind).toBe("sockets");
  });

  test("a socket of another user is not taken for the bus", () => {
    expect(addressIn({ XDG_RUNTIME_DIR: runtime }, 4242)).toMatchObject({
      kind: "none",
      reason: expect.stringContaining("not one of your sockets"),
    });
  });

  test("a file is not taken for the bus", () => {
    const folder = mkdtempSync(join(tmpdir(), "k6p-bus-"));
    writeFileSync(join(folder, "bus"), "");
    expect(addressIn({ XDG_RUNTIME_DIR: folder }).kind).toBe("none");
    rmSync(folder, { recursive: true });
  });

  test("there is no bus without a runtime folder, and the reason says so", () => {
    expect(addressIn({})).toEqual({
      kind: "none",
      reason: "Neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set.",
    });
    expect(addressIn({ XDG_RUNTIME_DIR: "/nonexistent" })).toMatchObject({
      reason: expect.stringContaining("/nonexistent/bus does not exist"),
    });
  });
});
