import { fileURLToPath } from "node:url";
import type { BuildOptions } from "rolldown";
import manifest from "./package.json" with { type: "json" };
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";

const core = fileURLToPath(new URL("../../packages/core/src/", import.meta.url));

const NO_LOADERS = "\0no-cosmiconfig-loaders.cjs";

/**
 * One CommonJS bundle (it starts faster than ES modules) in which every `import()` is a file of its own: a command
 * loads what it needs, and oclif, prompts and the like wait until somebody asks for them.
 */
const config = {
  cwd: import.meta.dirname,
  input: { whole: "src/frame/whole.ts", "keyring-worker": `${core}secrets/stores/keyring/keyring-worker.ts` },
  platform: "node",
  // The keyring is native; oclif would use the compiler for commands that are run from TypeScript, which k6p never does.
  external: ["@napi-rs/keyring", "typescript"],
  plugins: [
    {
      name: "core-from-source",
      resolveId: (id) => (id.startsWith("@k6p/core/") ? `${core}${id.slice("@k6p/core/".length)}.ts` : null),
    },
    {
      // The search for team files brings a loader of its own; without cosmiconfig's, the program cannot run a file that it finds.
      name: "no-cosmiconfig-loaders",
      resolveId: (id, importer) =>
        id === "./loaders" && /[\\/]cosmiconfig[\\/]dist[\\/]/.test(importer ?? "") ? NO_LOADERS : null,
      load: (id) => (id === NO_LOADERS ? "module.exports = {};" : null),
    },
    {
      name: "oclif-without-user-database",
      resolveId: (id, importer) =>
        /\/os(?:\.js)?$/.test(id) && importer !== undefined && /[\\/]@oclif[\\/]core[\\/]/.test(importer)
          ? fileURLToPath(new URL("src/terminal/node-oclif-os.ts", import.meta.url))
          : null,
    },
    thirdPartyNotices(),
  ],
  onLog(level, log, handle) {
    // Else the import would stay as it is, and fail at the user's.
    if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
    handle(level, log);
  },
  transform: { target: "node22", define: { K6P_VERSION: JSON.stringify(manifest.version) } },
  output: {
    dir: "dist",
    format: "cjs",
    // Also the native module is required: the loader of ES modules would start up for it alone.
    dynamicImportInCjs: false,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    codeSplitting: {
      groups: [
        { name: "age-encryption", test: /node_modules[\\/](?:age-encryption|@noble[\\/](?!hashes)|@scure)[\\/]/ },
      ],
    },
    comments: { jsdoc: false, annotation: false, legal: true },
    sourcemap: false,
  },
} satisfies BuildOptions;

export default config;
