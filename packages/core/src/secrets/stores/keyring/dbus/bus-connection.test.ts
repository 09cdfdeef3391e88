import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createNodeHost } from "../../../../host/node/node-host.ts";
import { BusConnection, BusError, BusTimeout } from "./bus-connection.ts";

const host = { ...createNodeHost({ env: {}, platform: "linux" }), userId: 1000 };
const CALL = { destination: "a.b", path: "/a", interface: "a.b", member: "Ask", arguments: ["text", 7] } as const;
const OK = "OK 0123456789abcdef\r\n";

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** A bus that does as it is told: the listener gets everything that was received since the last time. */
async function fakeBus(onData: (socket: Socket, received: Buffer) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "k6p-bus-"));
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (received: Buffer) => onData(socket, received));
  });
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await new Promise<void>((resolve) => server.listen(join(folder, "bus"), resolve));
  return join(folder, "bus");
}

/** Lets everyone in, and answers calls with `reply`. */
function politeBus(reply: (socket: Socket) => void): Promise<string> {
  return fakeBus((socket, received) => {
    if (received.includes("AUTH")) socket.write(OK);
    else if (received.includes("Ask")) reply(socket);
  });
}

type ByteOrder = "little" | "big";

/** An answer to the first call whose body is one text. */
function textReply(text: string, order: ByteOrder): Buffer {
  const body = Buffer.concat([number(text.length, order), Buffer.from(`${text}\0`)]);
  const signature = Buffer.from([8, 1, 0x67, 0, 1, 0x73, 0]);
  return message(2, { order, body, fields: Buffer.concat([replyTo(1, order), signature]) });
}

function errorReply(name: string): Buffer {
  const text = Buffer.concat([number(name.length, "little"), Buffer.from(`${name}\0`)]);
  const fields = Buffer.concat([replyTo(1, "little"), Buffer.from([4, 1, 0x73, 0]), text]);
  return message(3, { order: "little", body: Buffer.alloc(0), fields });
}

function replyTo(serial: number, order: ByteOrder): Buffer {
  return Buffer.concat([Buffer.from([5, 1, 0x75, 0]), number(serial, order)]);
}

function message(type: number, { order, body, fields }: { order: ByteOrder; body: Buffer; fields: Buffer }): Buffer {
  const padding = Buffer.alloc((8 - (fields.length % 8)) % 8);
  const start = Buffer.from([order === "little" ? 0x6c : 0x42, type, 1, 1]);
  return Buffer.concat([
    start,
    number(body.length, order),
    number(9, order),
    number(fields.length, order),
    fields,
    padding,
    body,
  ]);
}

function number(value: number, order: ByteOrder): Buffer {
  const bytes = Buffer.alloc(4);
  if (order === "little") bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

describe.runIf(process.platform !== "win32")("On a Unix socket", () => {
  test("The bus is told who we are, in the way of D-Bus", async () => {
    let first = "";
    const path = await fakeBus((socket, received) => {
      first ||= received.toString("latin1");
      socket.write(OK);
    });
    const bus = await BusConnection.open(host, path, 5_000);
    bus.close();
    expect(first).toBe("\0AUTH EXTERNAL 31303030\r\n");
  });

  test.each(["little", "big"] as const)("An answer in %s-endian order is understood", async (order) => {
    const path = await politeBus((socket) => socket.write(textReply("an answer", order)));
    const bus = await BusConnection.open(host, path, 5_000);
    expect(await bus.call(CALL)).toEqual(["an answer"]);
    bus.close();
  });

  test("An answer may come byte by byte", async () => {
    const path = await politeBus((socket) => {
      for (const byte of textReply("an answer", "little")) socket.write(Buffer.from([byte]));
    });
    const bus = await BusConnection.open(host, path, 5_000);
    expect(await bus.call(CALL)).toEqual(["an answer"]);
    bus.close();
  });

  test("A bus that refuses the user is an error", async () => {
    const path = await fakeBus((socket) => socket.write("REJECTED EXTERNAL\r\n"));
    await expect(BusConnection.open(host, path, 5_000)).rejects.toThrow("does not accept this user");
  });

  test.each([
    ["says nothing at the handshake", () => {}],
    [
      "says nothing after the handshake",
      (socket: Socket, received: Buffer) => received.includes("AUTH") && socket.write(OK),
    ],
    [
      "sends half an answer",
      (socket: Socket, received: Buffer) => socket.write(received.includes("AUTH") ? OK : "l\u0002\u0001"),
    ],
  ])("A bus that %s does not hold us beyond the deadline", async (_, onData) => {
    const path = await fakeBus(onData);
    const conversation = async (): Promise<unknown> => (await BusConnection.open(host, path, 200)).call(CALL);
    await expect(conversation()).rejects.toThrow(BusTimeout);
  });

  test.each([
    ["sends no D-Bus", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "not D-Bus"],
    [
      "announces a message of gigabytes",
      Buffer.from([0x6c, 2, 1, 1, 255, 255, 255, 255, 9, 0, 0, 0, 0, 0, 0, 0]),
      "too large a message",
    ],
    [
      "announces a text longer than its message",
      Buffer.concat([textReply("text", "little").subarray(0, -9), Buffer.from([255, 255, 255, 127, 0, 0, 0, 0, 0])]),
      "longer than its message",
    ],
  ])("A bus that %s is an error at once", async (_, bytes, fault) => {
    const path = await politeBus((socket) => socket.write(bytes));
    const bus = await BusConnection.open(host, path, 20_000);
    await expect(bus.call(CALL)).rejects.toThrow(fault);
  });

  test("A bus that goes away ends every call that is under way, and those after", async () => {
    const path = await politeBus((socket) => socket.destroy());
    const bus = await BusConnection.open(host, path, 20_000);
    const calls = await Promise.allSettled([bus.call(CALL), bus.call(CALL)]);
    expect(calls.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(bus.call(CALL)).rejects.toThrow("closed");
  });

  test("An error answer is reported by its D-Bus name", async () => {
    const path = await politeBus((socket) => socket.write(errorReply("a.b.Error.Broken")));
    const bus = await BusConnection.open(host, path, 20_000);
    await expect(bus.call(CALL)).rejects.toThrow(new BusError("a.b.Error.Broken"));
    bus.close();
  });

  test("Nothing that listens is the error of the system", async () => {
    await expect(BusConnection.open(host, "/nonexistent/bus", 5_000)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
