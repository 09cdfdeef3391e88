import type { AnyCommand } from "./command-definition.ts";
import { argumentTitle } from "./read-input.ts";

/** The usage of a command in one line, without `k6p`: `exec [NAME] [FLAGS] -- COMMAND`. */
export function usageLine(id: string, definition: AnyCommand): string {
  const words = [id];
  let last: string | undefined;
  for (const [key, parameter] of Object.entries(definition.args)) {
    const title = argumentTitle(key, parameter);
    if (parameter.kind === "afterDashes") last = parameter.required ? `-- ${title}` : `[-- ${title}]`;
    else if (parameter.kind === "words") words.push(parameter.required ? `${title}…` : `[${title}…]`);
    else words.push(parameter.required ? title : `[${title}]`);
  }
  const visible = Object.values(definition.flags).some((flag) => flag.kind !== "refused" && !flag.hidden);
  if (visible || definition.json !== false) words.push("[FLAGS]");
  return [...words, ...(last === undefined ? [] : [last])].join(" ");
}
