import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { OpenedHere } from "./age-keys.ts";

/** The error for a sealed file that does not open here. */
export function sealedTokenError(
  opened: Exclude<OpenedHere, { readonly kind: "opened" }>,
  details: { readonly profile: string; readonly file: string },
): K6pError {
  const { profile, file } = details;
  const ownToken = `Or enter a token of your own: k6p login ${profile}`;
  switch (opened.kind) {
    case "no-identity":
      return new K6pError("SEALED_NOT_FOR_YOU", {
        message: `The token of profile ${profile} is sealed for the members of the team (${file}), and there is no key on this machine to open it with.`,
        remedy: ["Become a member: k6p team join", "In a pipeline, give a key as K6P_AGE_IDENTITY.", ownToken],
        details,
      });
    case "not-for-us":
      return new K6pError("SEALED_NOT_FOR_YOU", {
        message: `The token of profile ${profile} is sealed (${file}), but not for ${opened.variable === undefined ? "you" : `the key that ${opened.variable} gives, nor for one of yours`}.`,
        remedy: [
          ...(opened.variable === undefined
            ? []
            : [`Check which key is given as ${opened.variable}: its public half has to be in the team file.`]),
          "Bring your public key into the team file: k6p team join",
          "Then let a member seal again: k6p team seal --all",
          ownToken,
        ],
        details,
      });
    case "damaged":
      return new K6pError("SEALED_UNUSABLE", {
        message: `${file} is damaged: it is no sealed token, or not as it was sealed.`,
        remedy: [
          `See what has changed: git log -- ${quotedPath(file)}`,
          `Let a member seal it again: k6p team seal ${profile}`,
          ownToken,
        ],
        details,
      });
    case "too-new":
      return new K6pError("SEALED_UNUSABLE", {
        message: `${file} was sealed by a newer k6p.`,
        remedy: ["Update k6p."],
        details,
      });
  }
}
