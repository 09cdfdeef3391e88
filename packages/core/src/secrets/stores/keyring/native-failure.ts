import type { StoreFailure } from "../../secret-store.ts";

interface Rule {
  readonly pattern: RegExp;
  readonly kind: StoreFailure["kind"];
  readonly reason: string;
  readonly remedy: Partial<Record<NodeJS.Platform, string>>;
}

const UNLOCK_KEYCHAIN = "Unlock it: security unlock-keychain ~/Library/Keychains/login.keychain-db";
const UNLOCK_KEYRING = "Unlock it by logging in to the desktop, or in its own program.";

/** The module gives every failure the same code, so the text decides, and on macOS the number in it. */
const RULES: readonly Rule[] = [
  {
    pattern:
      /prompt (was )?dismissed|object locked|\bis ?locked\b|-25308|-25293|-128\b|interaction is not allowed|passphrase you entered|cancell?ed/i,
    kind: "locked",
    reason: "It is locked.",
    remedy: { darwin: UNLOCK_KEYCHAIN, linux: UNLOCK_KEYRING },
  },
  {
    pattern: /did not receive a reply|noreply|timed ?out/i,
    kind: "timeout",
    reason: "Its service did not answer in time.",
    remedy: {},
  },
  {
    pattern: /not valid utf-8|matched by/i,
    kind: "corrupt",
    reason: "Another program changed what k6p stored there.",
    remedy: {},
  },
  {
    pattern: /no result found/i,
    kind: "unavailable",
    reason: "It has no default keyring to hold a token.",
    remedy: { linux: "Create one in its own program." },
  },
];

/**
 * What a failure that the native module reports means. An unknown one makes the keyring unavailable: it must never look as if there
 * were no secret.
 */
export function nativeFailure(message: string, platform: NodeJS.Platform): StoreFailure {
  const rule = RULES.find(({ pattern }) => pattern.test(message));
  if (rule === undefined) return { kind: "unavailable", reason: `It reported: ${oneLine(message)}.`, remedy: [] };
  const remedy = rule.remedy[platform];
  return { kind: rule.kind, reason: rule.reason, remedy: remedy === undefined ? [] : [remedy] };
}

function oneLine(message: string): string {
  return message
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .slice(0, 300)
    .replace(/[.\s]+$/, "");
}
