import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/frame/commands.ts";
import { requireProgram } from "../run-k6p.ts";
import { makeBase } from "./base-home.ts";
import { buildShim, missingForFaults } from "./build-shim.ts";
import { failureLines, inFolder, tryCommands } from "./fault-trials.ts";
import { FaultHome } from "./fault-home.ts";
import { PROGRAM } from "./program-run.ts";
import { READ_ONLY, SCENARIOS } from "./scenarios.ts";

const skip = skipUnless(missingForFaults() === undefined, missingForFaults() ?? "");
const skipTrace = skip || skipUnless(findProgram("strace"), "no strace to compare the injected faults with");

it("Every command either changes no file or is tried with faults", () => {
  expect(Object.keys(COMMANDS).toSorted()).toEqual([...Object.keys(READ_ONLY), ...Object.keys(SCENARIOS)].toSorted());
});

describe.skipIf(skip)("Whatever a command meets, no token and no file is lost, and the next command clears up", () => {
  it("in a sample of the faults", { timeout: 600_000 }, async () => {
    requireProgram();
    const trials = await tryCommands({ thoroughness: "sample", jobs: 2 });
    expect(trials.flatMap((trial) => failureLines(trial).map((line) => `${trial.title}: ${line}`))).toEqual([]);
    expect(trials.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(20);
  });
});

describe.skipIf(skipTrace)("The library that injects faults", () => {
  it("sees every call that changes a file, as strace does", { timeout: 60_000 }, async () => {
    requireProgram();
    await inFolder(async (folder) => {
      const root = join(folder, "slot");
      mkdirSync(root);
      const home = new FaultHome(root, buildShim(folder));
      await makeBase(home);
      home.keepAs("base");
      const { calls } = await home.runWatched({ words: ["use", "staging"] });
      home.bringBack("base");
      const trace = join(folder, "trace");
      const names =
        "openat,open,creat,write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir";
      const more =
        "link,linkat,symlink,symlinkat,chmod,fchmod,fchmodat,chown,fchown,fchownat,fsync,fdatasync,ftruncate";
      execFileSync(
        "strace",
        [
          "-f",
          "-qq",
          "-y",
          "-e",
          "signal=none",
          "-e",
          `trace=${names},${more}`,
          "-o",
          trace,
          process.execPath,
          PROGRAM,
          "use",
          "staging",
        ],
        { cwd: home.work, env: { ...home.env }, stdio: "ignore" },
      );
      const traced = readFileSync(trace, "utf8")
        .split("\n")
        .flatMap((line) => tracedCall(line, home.path) ?? []);
      expect(calls.map(({ call }) => call)).toEqual(traced);
    });
  });
});

const NAMES: Readonly<Record<string, string>> = {
  openat: "open",
  creat: "open",
  pwrite64: "write",
  writev: "write",
  renameat: "rename",
  renameat2: "rename",
  unlinkat: "unlink",
  mkdirat: "mkdir",
  linkat: "link",
  symlinkat: "symlink",
  fchmod: "chmod",
  fchmodat: "chmod",
  fchown: "chown",
  fchownat: "chown",
  fdatasync: "fsync",
  ftruncate: "truncate",
};

/** The name of a call that changes a file in the folder, as the library has it. */
function tracedCall(line: string, folder: string): string | undefined {
  const call = /^\d+ +(?<name>\w+)\((?<rest>.*)/.exec(line)?.groups;
  if (call === undefined || !(call["rest"] ?? "").includes(folder)) return undefined;
  const name = NAMES[call["name"] ?? ""] ?? call["name"];
  if (name === "open" && !/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(call["rest"] ?? "")) return undefined;
  if (name === "unlink" && /AT_REMOVEDIR/.test(call["rest"] ?? "")) return "rmdir";
  return name;
}
