import type { Host } from "../../../host/host.ts";
import type { StoreFailure } from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import { unreadyFailure } from "../../unready-failure.ts";
import { itemNames, type KeyringCall } from "./keyring-calls.ts";
import { linuxVerdict } from "./linux-verdict.ts";
import { secretServiceState, startSecretService } from "./secret-service.ts";
import { Deadline } from "../../../host/deadline.ts";

/** The ways to the native module. */
export interface KeyringWays {
  readonly host: Host;
  readonly inProcess: KeyringCall;
  /** In a child process, which can be ended while it waits. */
  readonly inWorker: KeyringCall;
}

/** How long a busy machine may take to report the state of its keyring, if the deadline allows. */
const STATE_MS = 2_000;
/** What a call in this process can take when the service falls silent after it was asked: libdbus waits 2 seconds. */
const IN_PROCESS_MS = 2_100;

export interface KeyringRoute {
  readonly perform: KeyringCall;
  /** The keyring was locked when the route was chosen, so that finding nothing there proves nothing. */
  readonly locked: boolean;
}

/** How a call for an account may reach the keyring, or why it may not. That call ends in time. */
export async function keyringRoute(
  ways: KeyringWays,
  account: string,
  call: StoreCall,
): Promise<KeyringRoute | StoreFailure> {
  const { host, inProcess, inWorker } = ways;
  if (host.platform === "win32") return { perform: inProcess, locked: false };
  if (host.platform === "darwin") return { perform: inWorker, locked: false };
  const deadline = new Deadline(host, call.deadlineMs);
  const item = itemNames(account);
  const mayAsk = call.interactive && hasDisplay(host);
  let state = await secretServiceState(host, { deadlineMs: Math.min(deadline.remainingMs(), STATE_MS), item });
  if (state.kind === "not-started" && mayAsk)
    state = await startSecretService(host, { deadlineMs: deadline.remainingMs(), item });
  const verdict = linuxVerdict(state);
  if (verdict === undefined)
    return { perform: deadline.remainingMs() < IN_PROCESS_MS ? inWorker : inProcess, locked: false };
  return verdict.state === "locked" && mayAsk ? { perform: inWorker, locked: true } : unreadyFailure(verdict);
}

function hasDisplay(host: Host): boolean {
  return Boolean(host.env["DISPLAY"] || host.env["WAYLAND_DISPLAY"]);
}
