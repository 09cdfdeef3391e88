import { join } from "node:path";
import { packK6p } from "./pack-k6p.ts";

const root = join(import.meta.dirname, "../../..");
const { file, files, packedBytes } = packK6p(root, join(root, "build"));
process.stdout.write(`${file} (${files.length} files, ${Math.ceil(packedBytes / 1024)} KB)\n`);
process.stderr.write(`Install it: npm install --global ${file}\n`);
