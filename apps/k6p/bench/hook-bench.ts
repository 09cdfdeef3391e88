// What the hooks cost at a prompt, in microseconds: `node apps/k6p/bench/hook-bench.ts [ROUNDS]`. Each figure is the difference between a
// shell that comes to that many prompts and one that comes to none.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url));
const SHELLS = ["bash", "zsh", "fish"].filter((shell) => spawnSync(shell, ["--version"]).status === 0);
const BINDINGS = [1, 10, 100];

const rounds = Number(process.argv[2] ?? 5);
const home = mkdtempSync(join(tmpdir(), "k6p-hook-bench-"));
const env = { PATH: process.env["PATH"], HOME: home, K6P_HOME: join(home, "k6p"), LC_ALL: "C.UTF-8" };

try {
  for (const folder of ["a", "b", "k6p/config"]) mkdirSync(join(home, folder), { recursive: true });
  for (const shell of SHELLS) {
    for (const bindings of BINDINGS) {
      writeBindings(bindings);
      const same = cost(shell, { line: "__k6p_at_prompt", count: 5_000 });
      const moved = cost(shell, { line: "cd ../a; __k6p_at_prompt; cd ../b; __k6p_at_prompt", count: 200 }) / 2;
      const found = `${same.toFixed(1).padStart(8)} µs the same folder ${moved.toFixed(0).padStart(8)} µs another folder`;
      process.stdout.write(`${shell.padEnd(5)} ${String(bindings).padStart(4)} bindings ${found}\n`);
    }
  }
} finally {
  rmSync(home, { recursive: true });
}

/** Folders of others; none of them is the one where the shell is. */
function writeBindings(count: number): void {
  const lines = Array.from({ length: count }, (_, index) => `/srv/customer-${index}/\tprod\tid\n`);
  writeFileSync(join(home, "k6p", "config", "bindings.tsv"), lines.join(""));
}

function cost(shell: string, { line, count }: { readonly line: string; readonly count: number }): number {
  const times = Array.from({ length: rounds }, () => time(shell, line, count) - time(shell, line, 0));
  return (median(times) / count) * 1000;
}

/** Milliseconds of a shell that reads the hook and runs a line again and again. */
function time(shell: string, line: string, count: number): number {
  const hook = join(home, `hook.${shell}`);
  writeFileSync(hook, execFileSync(process.execPath, [PROGRAM, "hook", shell], { env }));
  const loop =
    shell === "fish"
      ? `for i in (seq ${count}); ${line}; end`
      : `i=0; while [ $i -lt ${count} ]; do i=$((i+1)); ${line}; done`;
  const start = performance.now();
  execFileSync(shell, ["-c", `${readFileSync(hook, "utf8")}\ncd ${home}/a\n${loop}\ntrue`], { env });
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 2)] ?? Number.NaN;
}
