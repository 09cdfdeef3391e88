import { styleText } from "node:util";

type Paint = (text: string) => string;

/** How output looks on one stream. */
export interface Style {
  /** Whether a person reads it on a terminal. */
  readonly isTerminal: boolean;
  /** Columns that a line may take. */
  readonly width: number;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

interface StyleFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** Asked only when it is used: on a terminal it takes time to find out. */
  readonly width: number;
}

export function createStyle(facts: StyleFacts): Style {
  const { env, isTerminal } = facts;
  const isColoured = wantsColour(env, isTerminal);
  const paint = (format: Parameters<typeof styleText>[0]): Paint =>
    isColoured ? (text) => styleText(format, text, { validateStream: false }) : (text) => text;
  return {
    isTerminal,
    get width() {
      return facts.width;
    },
    bold: paint("bold"),
    dim: paint("dim"),
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
  };
}

/** FORCE_COLOR beats NO_COLOR, as in Node itself; a dumb terminal gets no colour. */
function wantsColour(env: StyleFacts["env"], isTerminal: boolean): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"]) return false;
  return isTerminal && env["TERM"] !== "dumb";
}
