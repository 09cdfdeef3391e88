import type { Unreadiness } from "../../secret-store.ts";

/** What it means when the package manager left out the native module, which is an optional part of `@napi-rs/keyring`. */
export const MISSING_MODULE: Unreadiness = {
  state: "absent",
  reason: "The native part of the keyring library is not installed for this system.",
  remedy: ["Install k6p again with its optional parts: npm install --global --include=optional k6p"],
};
