// Bundles k6p as one file for the program that needs no Node: node build-standalone.ts FOLDER
import { build, type Plugin } from "rolldown";
import config from "../rolldown.config.ts";
import { KEYRING_WORKER_WORD } from "../src/own-program.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node build-standalone.ts FOLDER");

const ENTRY = "k6p-standalone";

/** Such a program has one entry: it is k6p, or the keyring's worker. */
const entry: Plugin = {
  name: "standalone-entry",
  resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
  load: (id) =>
    id === `\0${ENTRY}`
      ? [
          `if (process.argv[2] === ${JSON.stringify(KEYRING_WORKER_WORD)})`,
          '  void import("@k6p/core/secrets/stores/keyring/keyring-worker");',
          `else void import(${JSON.stringify(new URL("../src/frame/whole.ts", import.meta.url).pathname)});`,
        ].join("\n")
      : null,
};

await build({
  ...config,
  input: { k6p: ENTRY },
  plugins: [entry, config.plugins],
  transform: { ...config.transform, define: { ...config.transform?.define, K6P_STANDALONE: "true" } },
  output: { ...config.output, dir: folder, codeSplitting: false },
});
