import type { CommandReference } from "../../external-reference.ts";

export type Taken =
  | { readonly kind: "taken"; readonly text: string }
  /** `fault` is a whole sentence that holds nothing of the output. */
  | { readonly kind: "nothing"; readonly fault: string };

/** Takes the token out of what a command printed: its only line, its first one, or a field of JSON. */
export function takeToken(output: string, { firstLine, field }: Pick<CommandReference, "firstLine" | "field">): Taken {
  if (output.trim() === "") return nothing("It printed nothing.");
  if (field !== undefined) return takeField(output, field);
  const lines = output
    .replace(/^\ufeff/u, "")
    .trimEnd()
    .split(/\r\n|\r|\n/u);
  const [first = "", ...rest] = lines;
  if (rest.length === 0) return { kind: "taken", text: first };
  if (firstLine !== true) return nothing(`It printed ${lines.length} lines, but a token is one line.`);
  if (first === "") return nothing("The first line it printed is empty.");
  if (/^(├|└|\|--|`--)/u.test(rest[0] ?? "")) return nothing("It printed a list of entries: the name is a folder.");
  return { kind: "taken", text: first };
}

function takeField(output: string, field: string): Taken {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    // Without a cause: the parser's message quotes the output.
    return nothing(`It did not print JSON, so there is no field ${JSON.stringify(field)}.`);
  }
  if (typeof value === "object" && value !== null && Object.hasOwn(value, field)) {
    const text: unknown = Reflect.get(value, field);
    if (typeof text === "string") return { kind: "taken", text };
  }
  return nothing(`The JSON it printed has no string ${JSON.stringify(field)}.`);
}

function nothing(fault: string): Taken {
  return { kind: "nothing", fault };
}
