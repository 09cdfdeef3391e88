import { withoutTokenVariables } from "../../credentials/token-variable.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { findProgram } from "../../host/find-program.ts";
import { joinPath } from "../../host/join-path.ts";
import { type K6Version, parseK6Version } from "../../k6-config/k6-version.ts";
import type { Parts } from "../../engine/engine.ts";

const DEADLINE_MS = 5_000;
const LARGEST_FILE = 64 * 1024;

/**
 * The version of the k6 on PATH, or of the k6 at a path; undefined if it is unknown. Runs `k6 version` once for each program and
 * remembers the answer while the file stays the same. Never throws.
 */
export async function k6VersionHere(
  engine: Parts<"host" | "directories" | "lockDirectory">,
  program?: string,
): Promise<K6Version | undefined> {
  const { host } = engine;
  try {
    const found = program === undefined ? findProgram(host, "k6") : ({ kind: "found", path: program } as const);
    const stamp = found?.kind === "found" ? host.files.status(found.path)?.version : undefined;
    if (found?.kind !== "found" || stamp === undefined) return undefined;
    const mark = `${found.path} ${stamp} `;
    const memory = joinPath(host, engine.directories.state, "k6-versions");
    const lines = Buffer.from(host.files.read(memory, LARGEST_FILE)?.bytes ?? [])
      .toString("utf8")
      .split("\n");
    const known = lines.find((line) => line.startsWith(mark));
    if (known !== undefined) return parseK6Version(known.slice(mark.length));
    const { stdout } = await host.processes.runCaptured({
      program: found.path,
      arguments: ["version"],
      env: { ...withoutTokenVariables(host.env), K6_CLOUD_TOKEN: undefined },
      deadlineMs: DEADLINE_MS,
      maxBytes: 4096,
    });
    const version = parseK6Version(stdout);
    if (version === undefined) return undefined;
    const others = lines.filter((line) => line !== "" && !line.startsWith(`${found.path} `)).slice(0, 20);
    const text = [`${mark}v${version.major}.${version.minor}.0`, ...others, ""].join("\n");
    await editFile(host, {
      path: memory,
      lockDirectory: engine.lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: () => Buffer.from(text),
    });
    return version;
  } catch {
    return undefined;
  }
}
