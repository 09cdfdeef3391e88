import { withoutTokenVariables } from "../../credentials/token-variable.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { findOwnProgram } from "../../host/find-program.ts";
import { joinPath } from "../../host/join-path.ts";
import type { Parts } from "../../engine/engine.ts";

const DEADLINE_MS = 5_000;
const LARGEST_FILE = 64 * 1024;
/** The first k6 release that sends the stack ID. */
const FIRST_WITH_STACKS: readonly [number, number] = [1, 6];

/** Warns once for each k6 on PATH that is too old to support stacks. Never fails. */
export async function warnOldK6(engine: Parts<"host" | "directories" | "lockDirectory" | "notify">): Promise<void> {
  const { host } = engine;
  const program = findOwnProgram(host, "k6");
  const version = program?.kind === "found" ? host.files.status(program.path)?.version : undefined;
  if (program?.kind !== "found" || version === undefined) return;
  const mark = `${program.path} ${version}`;
  const path = joinPath(host, engine.directories.state, "checked-k6");
  try {
    const checked = host.files.read(path, LARGEST_FILE);
    if (checked !== undefined && Buffer.from(checked.bytes).toString("utf8") === mark) return;
    const request = {
      program: program.path,
      arguments: ["version"],
      env: { ...withoutTokenVariables(host.env), K6_CLOUD_TOKEN: undefined },
      deadlineMs: DEADLINE_MS,
      maxBytes: 4096,
    };
    const { stdout } = await host.processes.runCaptured(request);
    const release = /v?(\d+)\.(\d+)\.\d+/.exec(stdout);
    if (release !== null && isOlder(Number(release[1]), Number(release[2]))) {
      engine.notify({
        level: "warning",
        message: `${program.path} is k6 ${release[1]}.${release[2]}, which does not support stacks: it uses only the token and ignores the profile's stack.`,
        remedy: ["Update k6 to 1.6 or later (2.1 or later recommended)."],
      });
    }
    await editFile(host, {
      path,
      lockDirectory: engine.lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: () => Buffer.from(mark),
    });
  } catch {
    // The check is optional: other commands report a k6 that does not run or a state folder that is not writable.
  }
}

function isOlder(major: number, minor: number): boolean {
  return major < FIRST_WITH_STACKS[0] || (major === FIRST_WITH_STACKS[0] && minor < FIRST_WITH_STACKS[1]);
}
