import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";
import { withoutUserInfo } from "./without-user-info.ts";

export const HOW_TO_PIN: readonly string[] = [
  "Name a tag (github:acme/profiles#v1.2.0) or a whole commit ID: branches move, so they cannot be extended.",
];
const FORMS: readonly string[] = [
  "Forms: github:OWNER/REPO#TAG, git+https://HOST/PATH#TAG, git+ssh://git@HOST/PATH#TAG, each with :FILE behind it if need be.",
];

/** The refusal of a reference to a git repository. */
export function invalidReference(text: string, fault: string, remedy: readonly string[] = FORMS): K6pError {
  const shown = sanitizeText(withoutUserInfo(text), 120);
  return new K6pError("TEAM_EXTENDS_INVALID", {
    message: `"${shown}" ${fault}.`,
    remedy,
    details: { reference: shown },
  });
}
