import { type ReleaseFacts, REPOSITORY, SUMMARY } from "../release-facts.ts";

const ARCHIVE = "k6p-windows-x64.zip";

/** The manifest for a Scoop bucket, `bucket/k6p.json`. */
export function scoopManifest(facts: ReleaseFacts): string {
  const manifest = {
    version: facts.version,
    description: SUMMARY,
    homepage: REPOSITORY,
    license: "Apache-2.0",
    architecture: { "64bit": { url: facts.addressOf(ARCHIVE), hash: facts.checksumOf(ARCHIVE) } },
    bin: "k6p.exe",
    checkver: { url: `${REPOSITORY}/releases/latest`, regex: "k6p@([\\d.]+)" },
    autoupdate: {
      architecture: { "64bit": { url: `${REPOSITORY}/releases/download/k6p@$version/${ARCHIVE}` } },
      hash: { url: "$baseurl/checksums.txt" },
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
