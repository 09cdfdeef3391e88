import { K6pError } from "../../errors/k6p-error.ts";
import type { ChildRequest } from "../host.ts";

/** What `spawn` is given. */
export interface SpawnedCall {
  readonly program: string;
  readonly arguments: readonly string[];
  /** The arguments are parts of a command line already, and must be left as they are. */
  readonly verbatim: boolean;
}

const BATCH_FILE = /\.(?:bat|cmd)[. ]*$/iu;
/** Needs no quotes, for cmd.exe and for whatever the batch file hands it to. */
const PLAIN = /^[A-Za-z0-9#$*+\-./:?@\\_]+$/u;

/**
 * How a program is started on this platform. `cmd.exe` has to run a batch file of Windows, and would read meaning into arguments: each is written
 * so that the batch file gets it as it is. Throws `COMMAND_NOT_EXECUTABLE` when one has a line break, for which there is no spelling.
 */
export function spawnedCall(platform: NodeJS.Platform, request: ChildRequest): SpawnedCall {
  const { program, arguments: words } = request;
  if (platform !== "win32" || !BATCH_FILE.test(program)) return { program, arguments: words, verbatim: false };
  if (words.some((word) => /[\r\n\0]/u.test(word))) throw cannotPass(program);
  const { SystemRoot = String.raw`C:\Windows` } = process.env;
  const line = [`"${program}"`, ...words.map(forBatchFile)].join(" ");
  // Extensions on, for the spelling of `%`; no delayed expansion, no AutoRun; what is between the outer quotes is the command.
  return {
    program: String.raw`${SystemRoot}\System32\cmd.exe`,
    arguments: ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${line}"`],
    verbatim: true,
  };
}

/** Inside quotes nothing but `"` and `%` has a meaning: a quote is doubled, and a percent sign followed by an empty expansion that ends at it. */
function forBatchFile(word: string): string {
  if (PLAIN.test(word) && !word.endsWith("\\")) return word;
  const quotes = word.replaceAll(/(\\*)"/gu, '$1$1""').replace(/\\+$/u, "$&$&");
  return `"${quotes.replaceAll("%", "%%cd:~,%")}"`;
}

function cannotPass(program: string): K6pError {
  return new K6pError("COMMAND_NOT_EXECUTABLE", {
    message: `${program} is a batch file, and one of its arguments has a line break, which a batch file cannot get.`,
    remedy: ["Name the .exe file that it starts, or put the text into a file."],
    details: { program },
  });
}
