import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { OpenedHere } from "./age-keys.ts";

/** The error for a sealed file that the keys on this machine do not open. */
export function sealedTokenError(
  opened: Exclude<OpenedHere, { readonly kind: "opened" }>,
  details: { readonly profile: string; readonly file: string },
): K6pError {
  const { profile, file } = details;
  const ownToken = `Or enter your own token: k6p login ${profile}`;
  switch (opened.kind) {
    case "no-identity":
      return new K6pError("SEALED_NOT_FOR_YOU", {
        message: `The token of profile ${profile} is sealed for the team's members (${file}), and there is no key on this machine to open it.`,
        remedy: ["Become a member: k6p team join", "In a pipeline, set K6P_AGE_IDENTITY to a key.", ownToken],
        details,
      });
    case "not-for-us":
      return new K6pError("SEALED_NOT_FOR_YOU", {
        message: `The token of profile ${profile} is sealed (${file}), but not for ${opened.variable === undefined ? "your key" : `the key in ${opened.variable} or your own key`}.`,
        remedy: [
          ...(opened.variable === undefined
            ? []
            : [`Check the key in ${opened.variable}: its public key must be in the team file.`]),
          "See how to add your public key to the team file: k6p team join",
          "Then ask a member to seal again: k6p team seal --all",
          ownToken,
        ],
        details,
      });
    case "damaged":
      return new K6pError("SEALED_UNUSABLE", {
        message: `${file} is damaged: it is not a sealed token, or has been modified.`,
        remedy: [
          `See who changed it: git log -- ${quotedPath(file)}`,
          `Ask a member to seal it again: k6p team seal ${profile}`,
          ownToken,
        ],
        details,
      });
    case "too-new":
      return new K6pError("SEALED_UNUSABLE", {
        message: `${file} was sealed by a newer version of k6p.`,
        remedy: ["Update k6p."],
        details,
      });
  }
}
