// Start-up of k6p as ratios to `node -e 0`, run in turns so that noise hits all alike: `pnpm --filter k6p bench [ROUNDS]`.
// Tokens are in the file vault unless K6P_STORE says otherwise; for the keyring a session bus must be there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url));
const BASELINE = "node -e 0";
const CASES: Readonly<Record<string, readonly string[]>> = {
  [BASELINE]: ["-e", "0"],
  "k6p --version": [PROGRAM, "--version"],
  "k6p current": [PROGRAM, "current"],
  k6p: [PROGRAM],
  "k6p use": [PROGRAM, "use", "-"],
  "k6p env": [PROGRAM, "env", "one", "--shell", "bash"],
  "k6p env --file": [PROGRAM, "env", "one", "--file", "--shell", "bash"],
  "k6p exec true": [PROGRAM, "exec", "one", "--", "true"],
  "k6p use <Tab>": [PROGRAM, "completion", "candidates", "bash", "--", "use", ""],
  "k6p profile list": [PROGRAM, "profile", "list"],
  "k6p --help": [PROGRAM, "--help"],
};

const rounds = Number(process.argv[2] ?? 30);
const home = mkdtempSync(join(tmpdir(), "k6p-bench-"));
const { PATH, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, K6P_STORE = "file" } = process.env;
const env = { PATH, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, K6P_STORE, HOME: home, K6P_HOME: join(home, "k6p") };

try {
  for (const name of ["one", "two"]) {
    const words = [
      "profile",
      "add",
      name,
      "--stack",
      name,
      "--stack-id",
      "1",
      "--project",
      "1",
      "--no-verify",
      "--token-stdin",
    ];
    run([PROGRAM, ...words], `glc_${name}0123456789abcdef`);
    run([PROGRAM, "use", name]);
  }
  report(measure());
} finally {
  rmSync(home, { recursive: true });
}

function run(words: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}\n${stderr}`);
  return stdout;
}

function measure(): ReadonlyMap<string, readonly number[]> {
  const times = new Map(Object.keys(CASES).map((name) => [name, new Array<number>()]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, words] of Object.entries(CASES)) {
      const start = performance.now();
      run(words);
      times.get(name)?.push(performance.now() - start);
    }
  }
  return times;
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const base = median(times.get(BASELINE) ?? []);
  for (const [name, list] of times) {
    const value = median(list);
    const ratio = (value / base).toFixed(2);
    process.stdout.write(`${name.padEnd(18)} ${ratio.padStart(6)} ${value.toFixed(1).padStart(8)} ms\n`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 2)] ?? Number.NaN;
}
