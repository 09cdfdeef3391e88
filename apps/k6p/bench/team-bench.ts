// What a team file costs, as ratios to `node -e 0`, run in turns so that noise hits all alike: `node bench/team-bench.ts [ROUNDS]`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url));
const FILES = 10;
const PROFILES_EACH = 200;

const rounds = Number(process.argv[2] ?? 15);
const home = mkdtempSync(join(tmpdir(), "k6p-bench-"));
const env = { PATH: process.env["PATH"], HOME: home, K6P_HOME: join(home, "k6p"), K6P_STORE: "file" };
const folders = {
  none: makeFolder("none", {}),
  yaml: makeFolder("yaml", { "k6p.config.yaml": yaml(0, 3) }),
  json: makeFolder("json", { "k6p.config.json": JSON.stringify(team(0, 3)) }),
  "2000 in yaml": makeFolder("many-yaml", nested("yaml")),
  "2000 in json": makeFolder("many-json", nested("json")),
};

interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly folder: string;
}

const BASELINE: Case = { name: "node -e 0", words: ["-e", "0"], folder: folders.none };
const CASES: readonly Case[] = [
  BASELINE,
  { name: "exec own, no team file", words: [PROGRAM, "exec", "own", "--", "true"], folder: folders.none },
  { name: "exec own, yaml", words: [PROGRAM, "exec", "own", "--", "true"], folder: folders.yaml },
  ...Object.entries(folders)
    .slice(1)
    .map(([name, folder]) => ({ name: `exec p1, ${name}`, words: [PROGRAM, "exec", "p1", "--", "true"], folder })),
  ...Object.entries(folders).map(([name, folder]) => ({
    name: `profile list, ${name}`,
    words: [PROGRAM, "profile", "list"],
    folder,
  })),
];

try {
  const added = ["profile", "add", "own", "--stack", "own", "--stack-id", "1", "--no-verify", "--token-stdin"];
  run({ ...BASELINE, words: [PROGRAM, ...added] }, "token-of-own-0001");
  run(
    { ...BASELINE, words: [PROGRAM, "login", "p1", "--no-verify", "--token-stdin"], folder: folders.yaml },
    "token-of-p1-0001",
  );
  report(measure());
} finally {
  rmSync(home, { recursive: true });
}

function makeFolder(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  mkdirSync(join(folder, ".git"), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** Ten files, each of which extends the next one. */
function nested(format: "yaml" | "json"): Readonly<Record<string, string>> {
  const names = Array.from({ length: FILES }, (_, index) =>
    index === 0 ? `k6p.config.${format}` : `team-${index}.${format}`,
  );
  return Object.fromEntries(
    names.map((name, index) => {
      const references =
        index === 0 ? names.slice(1, 6).map((other) => `./${other}`) : index < 5 ? [`./${names[index + 5]}`] : [];
      const text =
        format === "yaml"
          ? yaml(index, PROFILES_EACH, references)
          : JSON.stringify(team(index, PROFILES_EACH, references));
      return [name, text];
    }),
  );
}

function team(file: number, count: number, references: readonly string[] = []): object {
  const profiles = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `p${file * count + index}`,
      { stack: `stack-${file * count + index}`, stackId: index + 1, defaultProjectId: 7, tags: ["eu"] },
    ]),
  );
  return { version: 1, extends: references, profiles };
}

function yaml(file: number, count: number, references: readonly string[] = []): string {
  const blocks = Array.from({ length: count }, (_, index) => {
    const number = file * count + index;
    return `  p${number}:\n    stack: stack-${number}\n    stackId: ${index + 1}\n    defaultProjectId: 7\n    tags: [eu]\n`;
  });
  return `version: 1\nextends: ${JSON.stringify(references)}\nprofiles:\n${blocks.join("")}`;
}

function run({ words, folder }: Case, input = ""): void {
  const { status, stderr } = spawnSync(process.execPath, words, { env, cwd: folder, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}\n${stderr}`);
}

function measure(): ReadonlyMap<string, readonly number[]> {
  const times = new Map(CASES.map(({ name }) => [name, new Array<number>()]));
  for (let round = 0; round < rounds; round++) {
    for (const each of CASES) {
      const start = performance.now();
      run(each);
      times.get(each.name)?.push(performance.now() - start);
    }
  }
  return times;
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const base = median(times.get(BASELINE.name) ?? []);
  for (const [name, list] of times) {
    const value = median(list);
    process.stdout.write(
      `${name.padEnd(28)} ${(value / base).toFixed(2).padStart(6)} ${value.toFixed(1).padStart(8)} ms\n`,
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 2)] ?? Number.NaN;
}
