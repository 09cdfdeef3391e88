import { systemErrorCode } from "../../../errors/k6p-error.ts";
import type { Host } from "../../../host/host.ts";
import { BusConnection, BusError, BusTimeout } from "./dbus/bus-connection.ts";
import { sessionBusAddress } from "./dbus/bus-address.ts";
import { isList } from "./dbus/message-reader.ts";
import type { MethodCall } from "./dbus/method-call.ts";
import { Deadline } from "../../../host/deadline.ts";

const SERVICE = "org.freedesktop.secrets";
const NO_COLLECTION = "/";
const RELOAD_MS = 50;

/** The state of the session's Secret Service. */
export type SecretServiceState =
  /** `locked`: the default keyring is, or the one that holds the item that was asked for. */
  | { readonly kind: "ready" | "locked" | "no-collection" | "not-started" | "no-provider" }
  | { readonly kind: "no-bus" | "refused"; readonly reason: string }
  /** Who did not answer within the deadline. */
  | { readonly kind: "slow"; readonly silent: "bus" | "service" };

export interface SecretServiceQuestion {
  readonly deadlineMs: number;
  /** Names of the item to read, write or remove. */
  readonly item?: ItemNames | undefined;
}

type ItemNames = Readonly<Record<string, string>>;

/** Asks the session bus, without starting or unlocking anything and without a prompt. Never rejects. */
export function secretServiceState(
  host: Host,
  { deadlineMs, item }: SecretServiceQuestion,
): Promise<SecretServiceState> {
  return onSessionBus(host, deadlineMs, async (bus, progress) => {
    const owned = bus.call(busCall("NameHasOwner", SERVICE));
    const collection = bus.call(serviceCall("ReadAlias", "default"));
    collection.catch(() => {});
    if (!(await owned)[0]) {
      const [names] = await bus.call(busCall("ListActivatableNames"));
      return { kind: isList(names) && names.includes(SERVICE) ? "not-started" : "no-provider" };
    }
    progress.waitingFor = "service";
    const path = defaultIn(await collection) ?? (await askOnceMore(host, bus));
    if (path === undefined) return { kind: "no-collection" };
    const [locked] = await bus.call(isLockedCall(path));
    // Only now, because some services ask for their password when a locked keyring is searched.
    const isReady = locked === false && !(item && (await isInLockedKeyring(bus, item)));
    return { kind: isReady ? "ready" : "locked" };
  });
}

function defaultIn([path]: Awaited<ReturnType<BusConnection["call"]>>): string | undefined {
  return typeof path === "string" && path !== NO_COLLECTION ? path : undefined;
}

/** gnome-keyring knows of no keyring for a moment while it reads its files again, after a change of them. */
async function askOnceMore(host: Host, bus: BusConnection): Promise<string | undefined> {
  await host.clock.sleep(RELOAD_MS);
  return defaultIn(await bus.call(serviceCall("ReadAlias", "default")));
}

async function isInLockedKeyring(bus: BusConnection, item: ItemNames): Promise<boolean> {
  const [, lockedItems] = await bus.call(serviceCall("SearchItems", item));
  return isList(lockedItems) && lockedItems.length > 0;
}

/** Lets the bus start the service, for a user who waits for it, and returns its state. Never rejects. */
export function startSecretService(host: Host, question: SecretServiceQuestion): Promise<SecretServiceState> {
  const deadline = new Deadline(host, question.deadlineMs);
  return onSessionBus(host, question.deadlineMs, async (bus, progress) => {
    progress.waitingFor = "service";
    await bus.call(busCall("StartServiceByName", SERVICE, 0));
    return secretServiceState(host, { ...question, deadlineMs: deadline.remainingMs() });
  });
}

interface Progress {
  waitingFor: "bus" | "service";
}

type Conversation = (bus: BusConnection, progress: Progress) => Promise<SecretServiceState>;

async function onSessionBus(host: Host, deadlineMs: number, converse: Conversation): Promise<SecretServiceState> {
  const progress: Progress = { waitingFor: "bus" };
  let bus: BusConnection | undefined;
  try {
    const address = sessionBusAddress(host);
    if (address.kind === "none") return { kind: "no-bus", reason: address.reason };
    bus = await connect(host, address.paths, deadlineMs);
    const [, state] = await Promise.all([bus.call(busCall("Hello")), converse(bus, progress)]);
    return state;
  } catch (error) {
    if (error instanceof BusTimeout || systemErrorCode(error) === "ETIMEDOUT") {
      return { kind: "slow", silent: progress.waitingFor };
    }
    const message = error instanceof Error ? error.message.replaceAll(/\p{C}/gu, "@") : "";
    if (error instanceof BusError) return { kind: "refused", reason: message };
    return { kind: "no-bus", reason: `Connecting to it failed (${message}).` };
  } finally {
    bus?.close();
  }
}

/** Connects to the first socket that takes us. */
async function connect(host: Host, paths: readonly string[], deadlineMs: number): Promise<BusConnection> {
  const deadline = new Deadline(host, deadlineMs);
  const failures: unknown[] = [];
  for (const path of paths) {
    try {
      return await BusConnection.open(host, path, deadline.remainingMs());
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

function busCall(member: string, ...values: readonly (string | number)[]): MethodCall {
  const name = "org.freedesktop.DBus";
  return { destination: name, path: "/org/freedesktop/DBus", interface: name, member, arguments: values };
}

function serviceCall(member: string, argument: string | ItemNames): MethodCall {
  const path = "/org/freedesktop/secrets";
  return { destination: SERVICE, path, interface: "org.freedesktop.Secret.Service", member, arguments: [argument] };
}

function isLockedCall(collection: string): MethodCall {
  return {
    destination: SERVICE,
    path: collection,
    interface: "org.freedesktop.DBus.Properties",
    member: "Get",
    arguments: ["org.freedesktop.Secret.Collection", "Locked"],
  };
}
