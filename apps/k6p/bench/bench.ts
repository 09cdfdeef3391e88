// Start-up of k6p and of other tools as ratios to `node -e 0`: npm run bench [-- --rounds N --profiles N,N --program PATH --write]
// Tokens are in the file vault, and in the keyring where a session bus is there. --write renews docs/benchmark.{md,json,svg}.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BenchHome, makeBenchHome } from "./bench-home.ts";
import { chart } from "./chart.ts";
import { peers } from "./peers.ts";
import { race, type Runner, type Timing } from "./race.ts";

const DOCS = fileURLToPath(new URL("../../../docs/", import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "25" },
    profiles: { type: "string", default: "2,1000" },
    program: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const program =
  values.program === undefined
    ? [process.execPath, fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url))]
    : [values.program];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "--version": ["--version"],
  prompt: ["prompt"],
  current: ["current"],
  "": [],
  "use <Tab>": ["completion", "candidates", "bash", "--", "use", ""],
  env: ["env", "one", "--shell", "bash"],
  "use -": ["use", "-"],
  "exec true": ["exec", "one", "--", "true"],
  "profile list": ["profile", "list"],
  "use --help": ["use", "--help"],
};

const homes: BenchHome[] = [];
try {
  const timings = race(runners(), Number(values.rounds));
  process.stdout.write(table(timings));
  if (values.write) write(timings);
} finally {
  for (const { path } of homes) rmSync(path, { recursive: true });
}

function runners(): readonly Runner[] {
  const counts = values.profiles.split(",").map(Number);
  const cases = counts.flatMap((count) =>
    casesIn(home("file", count), count === counts[0] ? "" : ` (${count} profiles)`),
  );
  const [first = home("file", 2)] = homes;
  const unit: Runner = { name: "node -e 0", command: [process.execPath, "-e", "0"], env: first.env };
  return [
    unit,
    ...cases,
    ...(hasKeyring() ? casesIn(home("keyring", 2), ", keyring", ["env", "use -", "exec true"]) : []),
    ...peers(first),
  ];
}

function home(store: string, count: number): BenchHome {
  const made = makeBenchHome(program, { store, count });
  homes.push(made);
  return made;
}

function casesIn({ env }: BenchHome, suffix: string, names = Object.keys(WORDS)): readonly Runner[] {
  return names.map((name) => ({
    name: `k6p ${name}`.trimEnd() + suffix,
    command: [...program, ...(WORDS[name] ?? [])],
    env,
  }));
}

function hasKeyring(): boolean {
  return (
    process.env["DBUS_SESSION_BUS_ADDRESS"] !== undefined && spawnSync("secret-tool", ["--version"]).error === undefined
  );
}

function table(timings: readonly Timing[]): string {
  const rows = timings.map(({ name, ratio, quarters: [low, high], milliseconds }) => {
    const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
    return `| ${name.padEnd(40)} | ${ratio.toFixed(2).padStart(5)} | ${spread.padStart(14)} | ${milliseconds.toFixed(0).padStart(4)} |`;
  });
  return `| ${"command".padEnd(40)} | ratio | half of all    |   ms |\n| ${"-".repeat(40)} | ----: | -------------: | ---: |\n${rows.join("\n")}\n`;
}

function write(timings: readonly Timing[]): void {
  const machine = `Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}`;
  const caption = `Whole process, as a ratio to node -e 0 (${values.rounds} rounds in turns; ${machine})`;
  writeFileSync(`${DOCS}benchmark.svg`, chart(timings, caption));
  writeFileSync(
    `${DOCS}benchmark.json`,
    `${JSON.stringify({ machine, rounds: Number(values.rounds), timings }, null, 2)}\n`,
  );
  writeFileSync(
    `${DOCS}benchmark.md`,
    `# How fast k6p starts\n\n${caption}. \`npm run bench -- --write\` renews this page.\n\n![](benchmark.svg)\n\n${table(timings)}`,
  );
}
