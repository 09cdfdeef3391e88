import { spawnSync } from "node:child_process";

export interface Runner {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Timing {
  readonly name: string;
  /** Medians of the ratios to the first runner of the same round, with the quarters around them. */
  readonly ratio: number;
  readonly quarters: readonly [number, number];
  readonly milliseconds: number;
}

/** Runs all in turns, each round in another order, so that noise hits all alike. The first is the unit. Throws when one fails. */
export function race(runners: readonly Runner[], rounds: number): readonly Timing[] {
  const times = new Map(runners.map(({ name }) => [name, new Array<number>()]));
  for (let round = -1; round < rounds; round++) {
    for (const runner of shuffled(runners)) {
      const spent = timeOf(runner);
      if (round >= 0) times.get(runner.name)?.push(spent);
    }
  }
  const unit = times.get(runners[0]?.name ?? "") ?? [];
  return runners.map(({ name }) => {
    const list = times.get(name) ?? [];
    const ratios = list.map((time, round) => time / (unit[round] ?? Number.NaN));
    return {
      name,
      ratio: quantile(ratios, 0.5),
      quarters: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      milliseconds: quantile(list, 0.5),
    };
  });
}

function timeOf({ name, command, env }: Runner): number {
  const [file = "", ...words] = command;
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(file, words, { env, stdio: "ignore" });
  if (status !== 0) throw new Error(`${name} ended with ${status ?? error?.message}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.NaN;
}
