/**
 * Where k6 is in a command line:
 * - `program`: the program is k6, whatever it is called
 * - `runner`: another program starts it with these words, such as `npx k6`, `env X=1 k6`
 * - `container`: a container has it, which sees neither files nor variables of this machine unless told so
 * - `text`: the text that a shell runs
 * - `unknown`: nothing shows k6, but the words may be k6's, as those of a script that hands them on
 */
export interface FoundK6 {
  readonly kind: "program" | "runner" | "container" | "text" | "unknown";
  /** The words behind it. */
  readonly words: readonly string[];
  /** Index of the first of them in the command line; undefined for a text. */
  readonly at: number | undefined;
}

/** k6, k6.exe, k6-1.6.1, k6_v2, ./k6-custom. */
const PROGRAM = /^(?:.*[\\/])?k6(?:[-_.][\w.+-]*|v?\d[\w.+-]*)?$/i;
/** grafana/k6, grafana/k6:1.6.1, registry.example/team/k6@sha256:… */
const IMAGE = /^(?:[\w.:-]+\/)*k6(?:[-_][\w.-]+)?(?:[:@][\w.:-]+)?$/i;
const CONTAINER_PROGRAMS = /^(?:.*[\\/])?(?:docker|podman|nerdctl)(?:\.exe)?$/i;
const SHELLS = /^(?:.*[\\/])?(?:ba|z|da|k|fi)?sh(?:\.exe)?$/i;

/** Finds k6 in a command line, the program first. What a program does by itself cannot be seen here. */
export function findK6(command: readonly string[]): FoundK6 {
  const [program = "", ...rest] = command;
  if (isK6(program)) return { kind: "program", words: rest, at: 1 };
  if (CONTAINER_PROGRAMS.test(program)) {
    const image = command.findIndex((word, index) => index > 0 && !word.startsWith("-") && IMAGE.test(word));
    if (image !== -1) return { kind: "container", words: command.slice(image + 1), at: image + 1 };
  }
  if (SHELLS.test(program)) {
    const text = rest.find((word, index) => /^-\w*c$/.test(rest[index - 1] ?? ""));
    const words = text === undefined ? undefined : wordsInText(text);
    if (words !== undefined) return { kind: "text", words, at: undefined };
  }
  const inner = command.findIndex((word, index) => index > 0 && isK6(word));
  if (inner !== -1) return { kind: "runner", words: command.slice(inner + 1), at: inner + 1 };
  return { kind: "unknown", words: rest, at: 1 };
}

/** A name alone: a folder called k6 is an argument like any other. */
function isK6(word: string): boolean {
  return PROGRAM.test(word) && !word.startsWith("-") && !/\.(?:js|ts|json|tar|env)$/i.test(word);
}

/** The words behind the first k6 in a text, up to the end of that command. Quotes are taken off, nothing is expanded. */
function wordsInText(text: string): readonly string[] | undefined {
  const tokens = text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|<>"'])+|[;&|<>]+/g) ?? [];
  const plain = tokens.map((token) => token.replaceAll(/["']/g, ""));
  const start = plain.findIndex(isK6);
  if (start === -1) return undefined;
  const end = plain.findIndex((token, index) => index > start && /^[;&|<>]/.test(token));
  return plain.slice(start + 1, end === -1 ? undefined : end);
}
