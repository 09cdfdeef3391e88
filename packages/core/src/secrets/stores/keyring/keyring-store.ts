import { requireReadBack } from "../../require-read-back.ts";
import { requireStorable } from "../../require-storable.ts";
import { requireSecretReference } from "../../secret-reference.ts";
import { Secret } from "../../secret.ts";
import {
  LARGEST_SECRET,
  type ReadResult,
  type SecretStore,
  type StoreFailure,
  type StoreReadiness,
} from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import { storeChangeFailure } from "../../store-failure.ts";
import { answerFailure } from "./answer-failure.ts";
import type { KeyringAnswer, KeyringRequest } from "./keyring-calls.ts";
import { keyringRoute, type KeyringWays } from "./keyring-route.ts";
import { linuxVerdict } from "./linux-verdict.ts";
import { MISSING_MODULE } from "./missing-module.ts";
import { secretServiceState } from "./secret-service.ts";
import { Deadline } from "../../../host/deadline.ts";

export interface KeyringParts extends KeyringWays {
  /** Whether there is a native module for this system. */
  hasModule(): Promise<boolean>;
}

/** The keyring of the session: the Secret Service on Linux, the keychain on macOS, the Credential Manager on Windows. */
export class KeyringStore implements SecretStore {
  readonly id = "keyring";
  readonly title: string;
  readonly capabilities = { writable: true, maxBytes: LARGEST_SECRET };
  readonly #parts: KeyringParts;

  constructor(parts: KeyringParts) {
    this.#parts = parts;
    this.title = titleOn(parts.host.platform);
  }

  /** On macOS and Windows every user has a keyring, and only using it shows whether it is locked. */
  async readiness(deadlineMs: number): Promise<StoreReadiness> {
    const { host } = this.#parts;
    const asks = host.platform !== "darwin" && host.platform !== "win32";
    const verdict = asks ? linuxVerdict(await secretServiceState(host, { deadlineMs })) : undefined;
    if (verdict !== undefined) return verdict;
    return (await this.#parts.hasModule()) ? { state: "ready" } : MISSING_MODULE;
  }

  async read(reference: string, call: StoreCall): Promise<ReadResult> {
    const answer = await this.#perform({ action: "get", account: reference }, call);
    if (answer.kind !== "done") return answer;
    return answer.text === undefined ? { kind: "absent" } : { kind: "found", secret: new Secret(answer.text) };
  }

  async write(reference: string, secret: Secret, call: StoreCall): Promise<void> {
    requireStorable(this, secret);
    const deadline = new Deadline(this.#parts.host, call.deadlineMs);
    const answer = await this.#perform({ action: "set", account: reference, text: secret.reveal() }, call);
    if (answer.kind !== "done") throw storeChangeFailure(this, answer, "stored");
    requireReadBack(this, secret, await this.read(reference, { ...call, deadlineMs: deadline.remainingMs() }));
  }

  async remove(reference: string, call: StoreCall): Promise<"removed" | "absent"> {
    const answer = await this.#perform({ action: "delete", account: reference }, call);
    if (answer.kind !== "done") throw storeChangeFailure(this, answer, "removed");
    return answer.present ? "removed" : "absent";
  }

  async #perform(request: KeyringRequest, call: StoreCall): Promise<Done | StoreFailure> {
    requireSecretReference(request.account);
    const deadline = new Deadline(this.#parts.host, call.deadlineMs);
    const route = await keyringRoute(this.#parts, request.account, call);
    if ("kind" in route) return route;
    const answer = await route.perform(request, deadline.remainingMs());
    if (answer.kind !== "done") return answerFailure(answer, this.#parts.host.platform);
    if (answer.present || !route.locked) return answer;
    return this.#perform(request, { deadlineMs: deadline.remainingMs(), interactive: false });
  }
}

type Done = Extract<KeyringAnswer, { readonly kind: "done" }>;

function titleOn(platform: NodeJS.Platform): string {
  if (platform === "darwin") return "the macOS keychain";
  return platform === "win32" ? "the Windows Credential Manager" : "the system keyring (Secret Service)";
}
