import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import config from "../rolldown.config.ts";
import { COMMANDS, TOPICS } from "../src/frame/commands.ts";

const APP = join(import.meta.dirname, "..");

/** Where a text is in the file of its kind: first byte and length. */
type Place = readonly [start: number, length: number];

/** Places of the help of a command or topic, by the kind of its text. */
export type HelpPlaces = Readonly<Record<"txt" | "ansi", Place>>;

/**
 * Writes the help of every command and topic into `help.txt` and, as a terminal shows it, `help.ansi`, as oclif prints it. Returns the places by
 * the words that name a command or topic.
 */
export async function buildHelpTexts(folder: string): Promise<Readonly<Record<string, HelpPlaces>>> {
  const files: Record<string, string> = { "": "k6p" };
  for (const topic of Object.keys(TOPICS)) files[topic] = fileName(topic);
  for (const [id, { aliases = [], hiddenAliases = [] }] of Object.entries(COMMANDS)) {
    for (const name of [id, ...aliases, ...hiddenAliases]) files[name] = fileName(id);
  }
  const help = `${folder}-help-texts`;
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
  mkdirSync(folder, { recursive: true });
  const names = [...new Set(Object.values(files))];
  const [txt, ansi] = [
    joinTexts(names, { help, folder, kind: "txt" }),
    joinTexts(names, { help, folder, kind: "ansi" }),
  ];
  rmSync(help, { recursive: true });
  return Object.fromEntries(
    Object.entries(files).map(([words, file]) => [words, { txt: placeIn(txt, file), ansi: placeIn(ansi, file) }]),
  );
}

/** Writes the texts of a kind one after the other, and returns their places by the names of their files. */
function joinTexts(
  names: readonly string[],
  { help, folder, kind }: { readonly help: string; readonly folder: string; readonly kind: string },
): ReadonlyMap<string, Place> {
  const texts = names.map((name) => readFileSync(join(help, `${name}.${kind}`)));
  writeFileSync(join(folder, `help.${kind}`), Buffer.concat(texts));
  let start = 0;
  return new Map(
    names.map((name, index) => {
      const length = texts[index]?.length ?? 0;
      start += length;
      return [name, [start - length, length]];
    }),
  );
}

function placeIn(places: ReadonlyMap<string, Place>, file: string): Place {
  const place = places.get(file);
  if (place === undefined) throw new Error(`no help was written for ${file}`);
  return place;
}

function fileName(name: string): string {
  return name.replaceAll(" ", "-");
}
