import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import config from "../rolldown.config.ts";
import { COMMANDS, TOPICS } from "../src/frame/commands.ts";

const APP = join(import.meta.dirname, "..");

/** Writes the help of every command and topic into `help/`, as oclif prints it. Returns the name of its file by the words that name it. */
export async function buildHelpTexts(folder: string): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = { "": "k6p" };
  for (const topic of Object.keys(TOPICS)) files[topic] = fileName(topic);
  for (const [id, { aliases = [], hiddenAliases = [] }] of Object.entries(COMMANDS)) {
    for (const name of [id, ...aliases, ...hiddenAliases]) files[name] = fileName(id);
  }
  const help = join(folder, "help");
  const writer = `${folder}-help`;
  mkdirSync(help, { recursive: true });
  await build({
    ...config,
    input: { writer: join(APP, "scripts/write-help-texts.ts") },
    output: { ...config.output, dir: writer },
  });
  // Colours are settled when the library is loaded, so each look takes a process.
  for (const look of [{ NO_COLOR: "1" }, { FORCE_COLOR: "1" }]) {
    const { status, stderr } = spawnSync(process.execPath, [join(writer, "writer.cjs"), help], {
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...look },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the help could not be written: ${stderr}`);
  }
  rmSync(writer, { recursive: true });
  return files;
}

function fileName(name: string): string {
  return name.replaceAll(" ", "-");
}
