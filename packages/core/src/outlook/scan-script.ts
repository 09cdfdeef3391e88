import type { ScriptOptions } from "../k6-config/cloud-options.ts";

/** What the text of a script says about its own options of the cloud. */
export interface ScannedScript {
  readonly cloud: ScriptOptions;
  readonly loadimpact: ScriptOptions;
}

const LONGEST = 1024 * 1024;

/**
 * Finds the values that are written out in the options `cloud` and `ext.loadimpact` of a script. It does not run the script: a value that is
 * computed is not found, and neither is one of a module that the script imports.
 */
export function scanScript(text: string): ScannedScript {
  const source = text.slice(0, LONGEST).replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{},])\/\/[^\n]*/g, " ");
  return { cloud: optionsIn(source, "cloud"), loadimpact: optionsIn(source, "loadimpact") };
}

function optionsIn(source: string, name: string): ScriptOptions {
  const start = new RegExp(`(?:^|[\\s{,])["']?${name}["']?\\s*:\\s*\\{`).exec(source);
  if (start === null) return {};
  const block = blockAt(source, start.index + start[0].length);
  const token = /(?:^|[\s{,])["']?token["']?\s*:\s*(["'`])([^"'`$]*)\1/.exec(block)?.[2];
  const stackID = idIn(block, "stackID");
  const projectID = idIn(block, "projectID");
  return {
    ...(token === undefined ? {} : { token }),
    ...(stackID === undefined ? {} : { stackID }),
    ...(projectID === undefined ? {} : { projectID }),
  };
}

function idIn(block: string, name: string): number | undefined {
  const found = new RegExp(`(?:^|[\\s{,])["']?${name}["']?\\s*:\\s*["']?(\\d+)["']?\\s*(?:[,}]|$)`).exec(block)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The text up to the brace that closes the block. */
function blockAt(source: string, start: number): string {
  let depth = 1;
  for (let at = start; at < source.length; at++) {
    if (source[at] === "{") depth++;
    if (source[at] === "}") depth--;
    if (depth === 0) return source.slice(start, at);
  }
  return source.slice(start);
}
