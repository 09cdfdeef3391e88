import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const REPOSITORY = "https://github.com/k6p/k6p";
export const SUMMARY = "Named profiles for Grafana Cloud k6";
export const DESCRIPTION =
  "Keeps a profile for each Grafana Cloud stack, its token in the system's keyring or an encrypted file, and makes k6 use one of them.";

/** What the manifests of a release are made from. */
export interface ReleaseFacts {
  readonly version: string;
  /** SHA-256 of a released file, in hexadecimal. Throws when the release has no such file. */
  checksumOf(name: string): string;
  /** Where a released file is downloaded from. */
  addressOf(name: string): string;
}

/** The facts of the release whose files are in `folder`. */
export function releaseFacts(root: string, folder: string): ReleaseFacts {
  const { version } = JSON.parse(readFileSync(join(root, "apps/k6p/package.json"), "utf8")) as {
    readonly version: string;
  };
  return {
    version,
    checksumOf: (name) => sha256(readFileSync(join(folder, name))),
    addressOf: (name) => `${REPOSITORY}/releases/download/k6p@${version}/${name}`,
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
