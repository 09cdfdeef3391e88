// Counts the instructions that hot commands take, and fails when one takes 8 % more than it did: npm run bench:instructions [-- --write]
// A count hardly depends on the machine; it is compared as a ratio to `node -e 0`, so that another Node changes both sides.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeBenchHome } from "./bench-home.ts";
import baseline from "./instructions.json" with { type: "json" };

const BASELINE = fileURLToPath(new URL("instructions.json", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url));
const MOST_GROWTH = 1.08;
/** With threads the count depends on who is faster. */
const NODE = [process.execPath, "--single-threaded"];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  prompt: ["prompt"],
  current: ["current"],
  "use <Tab>": ["completion", "candidates", "bash", "--", "use", ""],
  env: ["env", "one", "--shell", "bash"],
  "use -": ["use", "-"],
  "exec true": ["exec", "one", "--", "true"],
  "profile list": ["profile", "list"],
  "use --help": ["use", "--help"],
};

if (spawnSync("valgrind", ["--version"]).status !== 0) {
  print("skipped: there is no valgrind to count with");
} else if (process.platform === "linux") run(process.argv.includes("--write"));

function run(writes: boolean): void {
  const { path, env } = makeBenchHome([process.execPath, PROGRAM], { store: "file", count: 2 });
  try {
    const floor = count([...NODE, "-e", "0"], env);
    const counts = Object.fromEntries(
      Object.entries(COMMANDS).map(([name, words]) => {
        const command = [...NODE, PROGRAM, ...words];
        // The first run makes the code cache.
        spawnSync(command[0] ?? "", command.slice(1), { env, stdio: "ignore" });
        return [name, count(command, env) / floor];
      }),
    );
    if (writes)
      writeFileSync(
        BASELINE,
        `${JSON.stringify({ millionsOfNode: Math.round(floor / 1e6), ratios: rounded(counts) }, null, 2)}\n`,
      );
    else compare(counts, floor);
  } finally {
    rmSync(path, { recursive: true });
  }
}

function count(command: readonly string[], env: Readonly<Record<string, string | undefined>>): number {
  const folder = mkdtempSync(join(tmpdir(), "k6p-count-"));
  const log = join(folder, "log");
  const words = [
    "--tool=cachegrind",
    "--cache-sim=no",
    `--cachegrind-out-file=${join(folder, "out")}`,
    `--log-file=${log}`,
  ];
  const { status } = spawnSync("valgrind", [...words, ...command], {
    env: { ...env, PATH: process.env["PATH"] },
    stdio: "ignore",
  });
  const found = /I\s+refs:\s+([\d,]+)/.exec(readFileSync(log, "utf8"))?.[1]?.replaceAll(",", "");
  rmSync(folder, { recursive: true });
  if (status !== 0 || found === undefined) throw new Error(`${command.join(" ")} could not be counted (${status})`);
  return Number(found);
}

function compare(counts: Readonly<Record<string, number>>, floor: number): void {
  const { ratios } = baseline;
  for (const [name, ratio] of Object.entries(counts)) {
    const before = new Map(Object.entries(ratios)).get(name) ?? Number.NaN;
    const isFine = ratio <= before * MOST_GROWTH;
    if (!isFine) process.exitCode = 1;
    const millions = ((ratio * floor) / 1e6).toFixed(0).padStart(5);
    print(
      `${isFine ? "ok  " : "MORE"} ${name.padEnd(14)} ${millions} M  ${ratio.toFixed(3)} of node -e 0, ${before.toFixed(3)} before`,
    );
  }
  if (process.exitCode === 1)
    print("If it is worth that much, renew the baseline: npm run bench:instructions -- --write");
}

function rounded(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([name, ratio]) => [name, Number(ratio.toFixed(3))]));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
