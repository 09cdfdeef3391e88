import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DESCRIPTION, REPOSITORY, SUMMARY } from "../release-facts.ts";
import { runTool } from "../run-tool.ts";
import { laySystemFiles, type SystemParts } from "./system-files.ts";

const LARGEST_UNITS = 1024;

/** Builds `k6p_VERSION_ARCHITECTURE.deb` in `folder` and gives its path. Throws when dpkg-deb fails. */
export function buildDeb(
  parts: SystemParts & { readonly version: string; readonly architecture: "amd64" | "arm64" },
  folder: string,
): string {
  const { version, architecture } = parts;
  const stage = mkdtempSync(join(tmpdir(), "k6p-deb-"));
  const file = join(folder, `k6p_${version}_${architecture}.deb`);
  try {
    const paths = laySystemFiles(stage, parts);
    const changes = `k6p (${version}) unstable; urgency=medium\n\n  * ${REPOSITORY}/releases/tag/k6p@${version}\n\n -- k6p <k6p@users.noreply.github.com>  Thu, 01 Jan 2026 00:00:00 +0000\n`;
    writeFileSync(join(stage, "usr/share/doc/k6p/changelog.gz"), gzipSync(changes, { level: 9 }));
    const bytes = paths.reduce((sum, path) => sum + statSync(join(stage, path)).size, 0);
    mkdirSync(join(stage, "DEBIAN"));
    writeFileSync(
      join(stage, "DEBIAN/control"),
      control({ version, architecture, kilobytes: Math.ceil(bytes / LARGEST_UNITS) }),
    );
    runTool("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z6", "--build", stage, file]);
  } finally {
    rmSync(stage, { recursive: true });
  }
  return file;
}

function control(facts: {
  readonly version: string;
  readonly architecture: string;
  readonly kilobytes: number;
}): string {
  return [
    "Package: k6p",
    `Version: ${facts.version}`,
    `Architecture: ${facts.architecture}`,
    "Maintainer: k6p <k6p@users.noreply.github.com>",
    "Section: utils",
    "Priority: optional",
    `Installed-Size: ${facts.kilobytes}`,
    "Depends: libc6 (>= 2.28), libgcc-s1",
    "Suggests: gnome-keyring",
    `Homepage: ${REPOSITORY}`,
    `Description: ${SUMMARY.replace(/^N/, "n")}`,
    ` ${DESCRIPTION}`,
    "",
  ].join("\n");
}
