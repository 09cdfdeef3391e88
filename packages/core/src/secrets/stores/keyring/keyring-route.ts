import type { Host } from "../../../host/host.ts";
import type { StoreCall, StoreFailure } from "../../secret-store.ts";
import { unreadyFailure } from "../../unready-failure.ts";
import type { KeyringCall } from "./keyring-calls.ts";
import { linuxVerdict } from "./linux-verdict.ts";
import { secretServiceState, startSecretService } from "./secret-service.ts";
import { timeLeft } from "./time-left.ts";

/** The ways to the native module. */
export interface KeyringWays {
  readonly host: Host;
  readonly inProcess: KeyringCall;
  /** In a child process, which can be ended while it waits. */
  readonly inWorker: KeyringCall;
}

/** How long a busy machine may take to tell how its keyring stands, when there is time. */
const STATE_MS = 1_000;
/** What a call in this process can take when the service falls silent after it was asked: libdbus waits 2 seconds. */
const IN_PROCESS_MS = 2_100;

/** The way by which this call may go to the keyring, or why it may not. A way is only given when the call will end in time. */
export async function keyringRoute(ways: KeyringWays, call: StoreCall): Promise<KeyringCall | StoreFailure> {
  const { platform } = ways.host;
  if (platform === "win32") return ways.inProcess;
  if (platform === "darwin") return ways.inWorker;
  const left = timeLeft(ways.host, call.deadlineMs);
  const mayAsk = call.interactive && hasDisplay(ways.host);
  let state = await secretServiceState(ways.host, Math.min(left(), STATE_MS));
  if (state.kind === "not-started" && mayAsk) state = await startSecretService(ways.host, left());
  const verdict = linuxVerdict(state);
  if (verdict === undefined) return left() < IN_PROCESS_MS ? ways.inWorker : ways.inProcess;
  return verdict.state === "locked" && mayAsk ? ways.inWorker : unreadyFailure(verdict);
}

function hasDisplay(host: Host): boolean {
  return Boolean(host.env["DISPLAY"] || host.env["WAYLAND_DISPLAY"]);
}
