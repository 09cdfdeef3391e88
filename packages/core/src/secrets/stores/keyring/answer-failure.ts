import type { StoreFailure } from "../../secret-store.ts";
import { unreadyFailure } from "../../unready-failure.ts";
import type { KeyringTrouble } from "./keyring-calls.ts";
import { MISSING_MODULE } from "./missing-module.ts";
import { nativeFailure } from "./native-failure.ts";

/** Why there is no better answer. */
export function answerFailure(answer: KeyringTrouble, platform: NodeJS.Platform): StoreFailure {
  switch (answer.kind) {
    case "no-module":
      return unreadyFailure(MISSING_MODULE);
    case "timeout":
      return {
        kind: "timeout",
        reason: "It did not answer in time, or its dialog was not answered.",
        remedy: ["Try again."],
      };
    case "failed":
      return nativeFailure(answer.message, platform);
  }
}
