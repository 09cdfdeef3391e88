import { longNameOf, VALUE_FLAGS } from "./k6-flags.ts";
import type { ConfigWord, K6Command, K6Words } from "./k6-words.ts";

/** A flag of the command line with its value. */
interface Flag {
  readonly name: string;
  /** Undefined for one that takes none. */
  readonly value: string | undefined;
  /** As it was typed. */
  readonly typed: string;
  /** Index of the word that has the value, and what is before the value in that word. */
  readonly index: number;
  readonly prefix: string;
}

/** Reads the words that follow `k6`. Never throws: what k6 would refuse is read as far as it makes sense. */
export function readK6Words(words: readonly string[]): K6Words {
  const { flags, positionals } = split(words);
  const has = (name: string): boolean => isTrue(flags.findLast((flag) => flag.name === name));
  const values = (name: string): readonly string[] =>
    flags.flatMap((flag) => (flag.name === name && flag.value !== undefined ? [flag.value] : []));
  const [projectId] = values("project-id").slice(-1);
  const { command, script } = commandOf(positionals, { isLocal: has("local-execution"), isUpload: has("upload-only") });
  const systemEnv = flags.findLast(({ name }) => name === "include-system-env-vars");
  const showLogs = flags.findLast(({ name }) => name === "show-logs");
  return {
    command,
    script,
    config: configOf(flags),
    projectId: projectId === undefined ? undefined : Number(projectId),
    env: Object.fromEntries(values("env").map(splitPair)),
    includesSystemEnv: systemEnv === undefined ? undefined : isTrue(systemEnv),
    outputs: values("out").map((out) => out.split("=")[0] ?? ""),
    showsLogs: showLogs === undefined || isTrue(showLogs),
  };
}

function split(words: readonly string[]): { readonly flags: readonly Flag[]; readonly positionals: readonly string[] } {
  const flags: Flag[] = [];
  const positionals: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "--") {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      positionals.push(word);
      continue;
    }
    const isLogin = positionals[0] === "cloud" && positionals[1] === "login";
    const found = word.startsWith("--") ? longFlag(word, index) : shortFlags(word, { index, isLogin });
    const last = found.at(-1);
    if (last?.value === undefined && last !== undefined && VALUE_FLAGS.has(last.name)) {
      index++;
      flags.push(...found.slice(0, -1), { ...last, value: words[index], index, prefix: "" });
    } else flags.push(...found);
  }
  return { flags, positionals };
}

function longFlag(word: string, index: number): readonly Flag[] {
  const equals = word.indexOf("=");
  const typed = equals === -1 ? word : word.slice(0, equals);
  const value = equals === -1 ? undefined : word.slice(equals + 1);
  return [{ name: typed.slice(2), value, typed, index, prefix: `${typed}=` }];
}

/** A group of one-letter flags; the first that takes a value has the rest of the word for it. */
function shortFlags(
  word: string,
  { index, isLogin }: { readonly index: number; readonly isLogin: boolean },
): readonly Flag[] {
  const flags: Flag[] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? "";
    const name = longNameOf(letter, isLogin);
    const hasEquals = word[at + 1] === "=";
    const rest = word.slice(at + (hasEquals ? 2 : 1));
    const takesRest = hasEquals || (VALUE_FLAGS.has(name) && rest !== "");
    const prefix = word.slice(0, word.length - rest.length);
    flags.push({ name, value: takesRest ? rest : undefined, typed: `-${letter}`, index, prefix });
    if (takesRest) break;
  }
  return flags;
}

function isTrue(flag: Flag | undefined): boolean {
  return flag !== undefined && (flag.value === undefined || /^(1|t|true)$/i.test(flag.value));
}

function configOf(flags: readonly Flag[]): ConfigWord | undefined {
  const flag = flags.findLast(({ name, value }) => name === "config" && value !== undefined);
  if (flag?.value === undefined) return undefined;
  const { value, typed, index, prefix } = flag;
  return { flag: typed === "--config" ? "--config" : "-c", path: value, index, prefix };
}

function splitPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf("=");
  return equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

interface Modes {
  readonly isLocal: boolean;
  readonly isUpload: boolean;
}

function commandOf(
  [first, second, third]: readonly string[],
  { isLocal, isUpload }: Modes,
): { readonly command: K6Command; readonly script: string | undefined } {
  if (first === "run") return { command: "run", script: second };
  if (first === "archive" || first === "inspect" || first === "deps") return { command: "load", script: second };
  if (first !== "cloud" || second === undefined) return { command: "other", script: undefined };
  if (second === "run")
    return { command: isUpload ? "cloud-upload" : isLocal ? "cloud-local" : "cloud-run", script: third };
  if (second === "upload") return { command: "cloud-upload", script: third };
  if (second === "login") return { command: "cloud-login", script: undefined };
  if (second === "project" || second === "test" || second === "load-zone")
    return { command: "cloud-list", script: undefined };
  // `k6 cloud FILE` of k6 1.
  return { command: isUpload ? "cloud-upload" : "cloud-run", script: second };
}
