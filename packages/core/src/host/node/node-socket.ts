import type { HostSocket } from "../host.ts";

/** Connects to a Unix socket (a named pipe on Windows). */
export function connectNodeSocket(path: string, deadlineMs: number): Promise<HostSocket> {
  const { createConnection } = process.getBuiltinModule("node:net");
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    let failure: Error | undefined;
    let closed = false;
    let whenClosed: ((error?: Error) => void) | undefined;
    const timer = setTimeout(() => socket.destroy(timeoutError(path)), deadlineMs);
    socket.on("error", (error) => (failure = error));
    socket.on("close", () => {
      clearTimeout(timer);
      closed = true;
      reject(failure ?? new Error(`the connection to ${path} was closed`));
      whenClosed?.(failure);
    });
    socket.on("connect", () => {
      clearTimeout(timer);
      resolve({
        write: (bytes) => void socket.write(bytes),
        onData: (listener) => void socket.on("data", listener),
        onClose(listener) {
          if (closed) listener(failure);
          else whenClosed = listener;
        },
        close: () => void socket.destroy(),
      });
    });
  });
}

function timeoutError(path: string): Error {
  return Object.assign(new Error(`ETIMEDOUT: connect ${path}`), { code: "ETIMEDOUT", syscall: "connect", path });
}
