import type { TokenSummary } from "@k6p/core/operations/tokens/describe-profile";

/** The place of a token, or the reason there is none, in a word or two. */
export function tokenPlace({ state, store, verifiedAt }: TokenSummary): string {
  switch (state) {
    case "missing":
      return "missing";
    case "other-destination":
      return "other destination";
    case "variable":
      return "environment";
    case "sealed":
      return "sealed";
    case "stored":
      return verifiedAt === undefined ? `${store ?? ""}, unverified` : (store ?? "");
  }
}
