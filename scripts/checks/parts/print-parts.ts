// Prints the parts of the engine that files of the app need, a line each: node print-parts.ts FILE…
import { partsOfFiles } from "./parts-of-files.ts";

for (const [file, parts] of Object.entries(partsOfFiles(process.cwd(), process.argv.slice(2)))) {
  console.log([file, ...parts].join(" "));
}
