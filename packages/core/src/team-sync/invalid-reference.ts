import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";

export const HOW_TO_PIN: readonly string[] = [
  "Pin a tag (github:acme/profiles#v1.2.0) or a full commit ID. Branches move, so you cannot extend them.",
];
const FORMS: readonly string[] = [
  "Forms: github:OWNER/REPO#TAG, git+https://HOST/PATH#TAG, git+ssh://git@HOST/PATH#TAG, each optionally followed by :FILE.",
];

/** The error for an invalid reference to a git repository. */
export function invalidReference(text: string, fault: string, remedy: readonly string[] = FORMS): K6pError {
  const shown = sanitizeText(withoutUserInfo(text), 120);
  return new K6pError("TEAM_EXTENDS_INVALID", {
    message: `"${shown}" ${fault}.`,
    remedy,
    details: { reference: shown },
  });
}

/** A text without the users and passwords in its URLs. */
export function withoutUserInfo(text: string): string {
  return text.replaceAll(/:\/\/\S*@/g, "://…@");
}
