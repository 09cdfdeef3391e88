import type { Host } from "../../../../host/host.ts";
import { joinPath } from "../../../../host/join-path.ts";

export type BusAddress =
  /** Paths of the socket in the order to try; one that begins with a zero byte is an abstract name. */
  { readonly kind: "sockets"; readonly paths: readonly string[] } | { readonly kind: "none"; readonly reason: string };

/** Where the user's session bus listens, by the rules of libdbus: the variable alone when it is set, else the runtime folder. */
export function sessionBusAddress(host: Pick<Host, "env" | "platform" | "files" | "userId">): BusAddress {
  const address = host.env["DBUS_SESSION_BUS_ADDRESS"];
  return address ? fromVariable(host, address) : fromRuntimeFolder(host);
}

function fromVariable(host: Pick<Host, "env" | "platform">, address: string): BusAddress {
  const paths = address.split(";").flatMap((entry) => socketOf(host, entry) ?? []);
  if (paths.length > 0) return { kind: "sockets", paths };
  return { kind: "none", reason: "DBUS_SESSION_BUS_ADDRESS does not name a Unix socket." };
}

function socketOf(host: Pick<Host, "env" | "platform">, entry: string): string | undefined {
  const [transport, list = ""] = entry.split(":", 2);
  if (transport !== "unix") return undefined;
  const values = new Map(list.split(",").map((pair) => splitPair(pair)));
  const path = values.get("path");
  if (path) return path;
  const abstract = values.get("abstract");
  if (abstract) return `\0${abstract}`;
  const runtime = host.env["XDG_RUNTIME_DIR"];
  return values.get("runtime") === "yes" && runtime ? joinPath(host, runtime, "bus") : undefined;
}

function splitPair(pair: string): [string, string] {
  const [key = "", value = ""] = pair.split("=", 2);
  return [key, unescapeValue(value)];
}

function unescapeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function fromRuntimeFolder(host: Pick<Host, "env" | "platform" | "files" | "userId">): BusAddress {
  const folder = host.env["XDG_RUNTIME_DIR"];
  if (!folder) return { kind: "none", reason: "Neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set." };
  const path = joinPath(host, folder, "bus");
  const status = host.files.status(path);
  if (status === undefined) {
    return { kind: "none", reason: `DBUS_SESSION_BUS_ADDRESS is not set and ${path} does not exist.` };
  }
  if (status.kind !== "other" || status.userId !== host.userId) {
    return { kind: "none", reason: `DBUS_SESSION_BUS_ADDRESS is not set and ${path} is not one of your sockets.` };
  }
  return { kind: "sockets", paths: [path] };
}
