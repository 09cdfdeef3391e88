import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DESCRIPTION, REPOSITORY, SUMMARY } from "../release-facts.ts";
import { runTool } from "../run-tool.ts";
import { laySystemFiles, type SystemParts } from "./system-files.ts";

/** Builds `k6p-VERSION-1.ARCHITECTURE.rpm` in `folder` and gives its path. Throws when rpmbuild fails. */
export function buildRpm(
  parts: SystemParts & { readonly version: string; readonly architecture: "x86_64" | "aarch64" },
  folder: string,
): string {
  const { version, architecture } = parts;
  const stage = mkdtempSync(join(tmpdir(), "k6p-rpm-"));
  try {
    const files = join(stage, "files");
    mkdirSync(files);
    const paths = laySystemFiles(files, parts);
    writeFileSync(join(stage, "k6p.spec"), spec({ version, files, paths }));
    const words = ["-bb", "--target", architecture, "--define", `_topdir ${stage}/rpm`, join(stage, "k6p.spec")];
    runTool("rpmbuild", words);
    const built = join(stage, "rpm/RPMS", architecture);
    const [name] = readdirSync(built);
    if (name === undefined) throw new Error("rpmbuild left no package");
    copyFileSync(join(built, name), join(folder, name));
    return join(folder, name);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

/** The program carries its own code behind the executable part: nothing may strip it, or look for debug symbols in it. */
function spec({
  version,
  files,
  paths,
}: {
  readonly version: string;
  readonly files: string;
  readonly paths: readonly string[];
}): string {
  return `%global debug_package %{nil}
%global __os_install_post %{nil}
%global __strip /bin/true
%global _build_id_links none
%global _binary_payload w3.gzdio
AutoReqProv: no
Name: k6p
Version: ${version}
Release: 1
Summary: ${SUMMARY}
License: Apache-2.0
URL: ${REPOSITORY}
Requires: glibc >= 2.28

%description
${DESCRIPTION}

%install
cp -a ${files}/. %{buildroot}/

%files
${paths.map((path) => `/${path}`).join("\n")}
`;
}
