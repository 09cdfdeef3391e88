import type { FaultHome } from "./fault-home.ts";
import { type HomeFile, readFolders, readHome } from "./home-files.ts";
import { type HomeTokens, readTokens } from "./home-tokens.ts";
import { errorCodeOf, type ProgramRun } from "./program-run.ts";
import { K6_CONFIG, type Scenario, TOKEN_FILE, TOKENS } from "./scenario.ts";

/** A home at one moment. */
export interface HomeState {
  readonly files: readonly HomeFile[];
  readonly read: HomeTokens;
}

export async function readState(home: FaultHome): Promise<HomeState> {
  return { files: readHome(home.path), read: await readTokens(home) };
}

/** What a home may become. */
export interface Expectation {
  readonly scenario: Scenario;
  readonly before: HomeState;
  readonly after: HomeState;
  /** After the command has run twice. */
  readonly afterAgain: HomeState;
  /** How the command ends in a home where it has run already. */
  readonly again: ProgramRun;
}

/** What is there while a command runs: temporary files, locks, and the list of secrets that nothing points to. */
const PASSING = /\.k6p-[0-9a-f]{12}\.tmp$|\.\d+\.memo$|^\.k6p\/(?:state\/locks|data\/loose|run)\//;

/** What is wrong with how a command ended that met a fault; it was not killed. */
export function judgeEnding(run: ProgramRun, { scenario }: Pick<Expectation, "scenario">): readonly string[] {
  const faults: string[] = [];
  if (run.hung) faults.push("it did not end");
  if (run.signal !== undefined && !run.hung) faults.push(`it died of ${run.signal}`);
  const expected = run.code === (scenario.code ?? 0);
  if (!expected && errorCodeOf(run) === undefined && scenario.words[0] !== "exec" && scenario.words[0] !== "shell")
    faults.push(`exit code ${run.code} without the code of an error: ${run.stderr.slice(0, 300)}`);
  if (/UNEXPECTED|Internal error|\n {4}at /.test(run.stderr)) faults.push(`a crash: ${run.stderr.slice(0, 600)}`);
  if (TOKENS.some((token) => run.stderr.includes(token))) faults.push("a token on standard error");
  return faults;
}

/** What is wrong with a home right after a fault. */
export function judgeHome(home: FaultHome, state: HomeState, expectation: Expectation): readonly string[] {
  return [...judgeFiles(state, expectation), ...judgeModes(home, state), ...judgeTokens(state, expectation)];
}

/** Every file is old or new; temporaries and locks may still be there. */
function judgeFiles({ files }: HomeState, { scenario, before, after, afterAgain }: Expectation): readonly string[] {
  const known = contentsByPlace([before, after, afterAgain]);
  const faults = files.flatMap(({ path, place, content, text }) => {
    if (PASSING.test(path)) return [];
    const contents = known.get(place);
    if (contents?.has(content) === true) return [];
    if (scenario.twice?.test(path) === true && isWhole(text)) return [];
    if (contents === undefined) return scenario.twice?.test(path) === true ? [] : [`${path} is neither old nor new`];
    return [`${path} has neither its old nor its new content: ${content.slice(0, 400)}`];
  });
  const now = new Set(files.map(({ place }) => place));
  const always = [...contentsByPlace([before]).keys()].filter((place) =>
    [after, afterAgain].every((state) => state.files.some((file) => file.place === place)),
  );
  const lost = always.filter((place) => !now.has(place) && !PASSING.test(place));
  return [...faults, ...lost.map((place) => `${place} is gone`)];
}

function contentsByPlace(states: readonly HomeState[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { files } of states) {
    for (const { place, content } of files) known.set(place, (known.get(place) ?? new Set()).add(content));
  }
  return known;
}

function isWhole(text: string): boolean {
  if (!text.startsWith("{") && !text.startsWith("[")) return text.endsWith("\n");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Nothing of k6p's and nothing with a token can be read by others. */
function judgeModes(home: FaultHome, { files }: HomeState): readonly string[] {
  const open = files.filter(
    ({ path, mode, text }) => (mode & 0o077) !== 0 && (path.startsWith(".k6p/") || holdsToken(text)),
  );
  const folders = readFolders(home.path).filter(({ path, mode }) => path.startsWith(".k6p/") && (mode & 0o077) !== 0);
  return [...open, ...folders].map(({ path, mode }) => `${path} has mode ${mode.toString(8)}`);
}

/** Every profile that was there before and is there after has a token that is old or new. */
function judgeTokens({ files, read }: HomeState, { before, after, afterAgain }: Expectation): readonly string[] {
  const faults = [...read.problems];
  const allowed = [before, after, afterAgain].map((state) => state.read);
  for (const [id, names] of read.profiles)
    if (names.length > 1) faults.push(`${names.join(" and ")} share the id ${id}`);
  const tokens = new Set(allowed.flatMap((state) => [...state.tokens.values()]));
  for (const [id, token] of read.tokens)
    if (!tokens.has(token)) faults.push(`profile ${id} has another token: ${token}`);
  for (const [id] of before.read.tokens) {
    const stays = after.read.tokens.has(id);
    if (stays && !read.tokens.has(id)) faults.push(`the token of ${before.read.profiles.get(id)?.join()} is lost`);
  }
  if (before.read.memberKey !== undefined && read.memberKey !== "opens") faults.push("the member key is lost");
  for (const token of lostFromK6(before, after)) {
    const somewhere = [...read.tokens.values()].includes(token) || files.some(({ text }) => text.includes(token));
    if (!somewhere) faults.push(`a token that only k6's file had is lost: ${token}`);
  }
  return faults;
}

/** Tokens of k6's file that no profile had before, and that the command saves. */
function lostFromK6(before: HomeState, after: HomeState): readonly string[] {
  const saved = new Set(after.read.tokens.values());
  const config = before.files.find(({ path }) => path === K6_CONFIG)?.text ?? "";
  return TOKENS.filter(
    (token) => config.includes(token) && saved.has(token) && ![...before.read.tokens.values()].includes(token),
  );
}

/** Tokens that were somewhere after the fault and that the command is there to keep, but that the next command has lost. */
export function judgeLoss(faulted: HomeState, state: HomeState, { after }: Expectation): readonly string[] {
  const meant = new Set(after.read.tokens.values());
  const has = ({ files, read }: HomeState, token: string): boolean =>
    [...read.tokens.values()].includes(token) ||
    files.some(({ path, text }) => path !== TOKEN_FILE && text.includes(token));
  return TOKENS.filter((token) => meant.has(token) && has(faulted, token) && !has(state, token)).map(
    (token) => `${token} was there after the fault, and the next command has lost it`,
  );
}

/** What is wrong after the next command, which must remove everything that the fault left. Secrets in the vault go only when a command opens it. */
export function judgeLeftovers(
  state: HomeState,
  { scenario, before, after, afterAgain }: Expectation,
  opensStore: boolean,
): readonly string[] {
  const known = contentsByPlace([before, after, afterAgain]);
  const faults = state.files
    .filter(({ path }) => opensStore || !path.startsWith(".k6p/data/loose/"))
    .filter(({ place, path }) => !known.has(place) && scenario.twice?.test(path) !== true && !place.endsWith(".age"))
    .map(({ path, text }) => `${path} is left${holdsToken(text) ? ", with a token" : ""}`);
  const copies = state.files.filter(
    ({ path, text }) =>
      holdsToken(text) && path !== K6_CONFIG && path !== TOKEN_FILE && scenario.puts?.test(path) !== true,
  );
  const orphans = (opensStore ? state.read.orphans : []).map(
    (reference) => `the vault keeps ${reference}, which nothing points to`,
  );
  return [...new Set([...faults, ...copies.map(({ path }) => `${path} holds a token`), ...orphans])];
}

function holdsToken(text: string): boolean {
  return TOKENS.some((token) => text.includes(token));
}
