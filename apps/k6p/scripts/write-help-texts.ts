// Writes the help of every command and topic into a folder: as text where nothing is coloured, else as a terminal of 100 columns shows it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS, TOPICS } from "../src/frame/commands.ts";
import { helpText } from "../src/oclif/help-text.ts";

const [folder = "."] = process.argv.slice(2);
const isColoured = process.env["FORCE_COLOR"] !== undefined;
const width = isColoured ? 100 : 80;

async function write(name: string | undefined): Promise<void> {
  const file = `${name?.replaceAll(" ", "-") ?? "k6p"}.${isColoured ? "ansi" : "txt"}`;
  writeFileSync(join(folder, file), await helpText(name, width));
}

void Promise.all([undefined, ...Object.keys(TOPICS), ...Object.keys(COMMANDS)].map(write));
