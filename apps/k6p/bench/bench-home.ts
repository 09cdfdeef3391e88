import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface BenchHome {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A home with the profiles `one` and `two`, their tokens in a store, `one` in use, and as many more profiles as make `count`. */
export function makeBenchHome(
  program: readonly string[],
  { store, count }: { store: string; count: number },
): BenchHome {
  const path = mkdtempSync(join(tmpdir(), "k6p-bench-"));
  const { PATH, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
  const env = { PATH, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, HOME: path, K6P_STORE: store };
  const run = (words: readonly string[], input = ""): void => {
    const [file = "", ...before] = program;
    const { status, stderr } = spawnSync(file, [...before, ...words], { env, input, encoding: "utf8" });
    if (status !== 0) throw new Error(`k6p ${words.join(" ")} ended with ${status}\n${stderr}`);
  };
  for (const name of ["two", "one"]) {
    const place = ["--stack", name, "--stack-id", "1", "--project", "1", "--no-verify", "--token-stdin"];
    run(["profile", "add", name, ...place], `glc_${name}0123456789abcdef`);
    run(["use", name]);
  }
  addCopies(path, count - 2);
  return { path, env };
}

/** More profiles with tokens of the same form, without the seconds that it takes to add them. */
function addCopies(home: string, count: number): void {
  const profiles = join(home, ".config/k6p/profiles");
  const tokens = join(home, ".local/share/k6p/tokens");
  const profile = readFileSync(join(profiles, "two.json"), "utf8");
  const id = /"id": "(\w+)"/.exec(profile)?.[1] ?? "";
  const record = readFileSync(join(tokens, readdirSync(tokens).find((name) => name === `${id}.json`) ?? ""), "utf8");
  for (let number = 0; number < count; number++) {
    const own = `${lettersOf(number)}${id}`.slice(0, id.length);
    writeFileSync(join(profiles, `copy-${number}.json`), profile.replace(id, own), { mode: 0o600 });
    writeFileSync(join(tokens, `${own}.json`), record, { mode: 0o600 });
  }
}

/** Eight letters, other ones for each number. */
function lettersOf(number: number): string {
  return Array.from(
    number.toString(16).padStart(8, "0"),
    (digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)],
  ).join("");
}
