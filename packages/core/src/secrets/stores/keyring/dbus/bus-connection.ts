import type { Host, HostSocket } from "../../../../host/host.ts";
import type { DBusValue } from "./message-reader.ts";
import { encodeMethodCall, type MethodCall } from "./method-call.ts";
import { decodeReply, messageLength } from "./reply.ts";

/** An error that was the answer to a call; the message is its D-Bus name, such as `org.freedesktop.DBus.Error.ServiceUnknown`. */
export class BusError extends Error {}

/** The conversation did not end within its deadline. */
export class BusTimeout extends Error {}

interface Waiter {
  readonly resolve: (values: readonly DBusValue[]) => void;
  readonly reject: (error: Error) => void;
}

/** The line that ends the handshake waits like the answer to a call; real calls count from 1. */
const HANDSHAKE = 0;

/** A conversation with a message bus. Calls may be under way at once; all of them fail when it closes. */
export class BusConnection {
  readonly #socket: HostSocket;
  readonly #waiters = new Map<number, Waiter>();
  #received: Uint8Array = new Uint8Array();
  #lastSerial = HANDSHAKE;
  #failure: Error | undefined;

  private constructor(socket: HostSocket) {
    this.#socket = socket;
    socket.onData((chunk) => this.#receive(chunk));
    socket.onClose((error) => this.close(error));
  }

  /**
   * Connects, and tells the bus who we are. After `deadlineMs` everything that is still under way rejects with `BusTimeout`. Rejects
   * with the system's error, such as `ENOENT`, or when the bus refuses us.
   */
  static async open(host: Host, socketPath: string, deadlineMs: number): Promise<BusConnection> {
    const deadline = AbortSignal.timeout(deadlineMs);
    const connection = new BusConnection(await host.connectSocket(socketPath, deadlineMs));
    deadline.addEventListener("abort", () => connection.close(new BusTimeout("the bus did not answer in time")));
    const userId = Buffer.from(String(host.userId ?? ""), "ascii").toString("hex");
    const accepted = connection.#answerTo(HANDSHAKE);
    connection.#socket.write(Buffer.from(`\0AUTH EXTERNAL ${userId}\r\n`, "ascii"));
    await accepted;
    connection.#socket.write(Buffer.from("BEGIN\r\n", "ascii"));
    return connection;
  }

  /** Resolves to the values of the answer. Rejects with `BusError` when the answer is an error. */
  call(call: MethodCall): Promise<readonly DBusValue[]> {
    const serial = ++this.#lastSerial;
    const answer = this.#answerTo(serial);
    if (this.#failure === undefined) this.#socket.write(encodeMethodCall(call, serial));
    return answer;
  }

  close(reason: Error = new Error("the connection to the bus is closed")): void {
    this.#failure ??= reason;
    this.#socket.close();
    for (const waiter of this.#waiters.values()) waiter.reject(this.#failure);
    this.#waiters.clear();
  }

  #answerTo(serial: number): Promise<readonly DBusValue[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiters.set(serial, { resolve, reject }));
  }

  #receive(chunk: Uint8Array): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    try {
      if (this.#waiters.has(HANDSHAKE)) this.#finishHandshake();
      else while (this.#takeMessage());
    } catch (error) {
      this.close(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The bus says nothing more before we begin, so the line is all there is. */
  #finishHandshake(): void {
    const line = Buffer.from(this.#received).toString("latin1");
    if (!line.endsWith("\r\n")) return;
    if (!line.startsWith("OK ")) throw new Error("the bus does not accept this user");
    this.#received = new Uint8Array();
    this.#settle(HANDSHAKE, (waiter) => waiter.resolve([]));
  }

  #takeMessage(): boolean {
    const length = messageLength(this.#received);
    if (length === undefined || this.#received.length < length) return false;
    const reply = decodeReply(this.#received.subarray(0, length));
    this.#received = this.#received.subarray(length);
    if (reply === undefined) return true;
    this.#settle(reply.to, (waiter) => {
      if (reply.error === undefined) waiter.resolve(reply.values);
      else waiter.reject(new BusError(reply.error));
    });
    return true;
  }

  #settle(serial: number, settle: (waiter: Waiter) => void): void {
    const waiter = this.#waiters.get(serial);
    this.#waiters.delete(serial);
    if (waiter !== undefined) settle(waiter);
  }
}
