import { basename, join } from "node:path";
import { build, type OutputChunk, type Plugin, type RolldownPluginOption } from "rolldown";
import config from "../rolldown.config.ts";
import type { HelpPlaces } from "./build-help-texts.ts";
import { hotPrograms } from "./hot-programs.ts";

const APP = join(import.meta.dirname, "..");
/** Files of the app that load what completion needs: every declaration, and the names. */
const LOADS_DECLARATIONS =
  /[\\/]apps[\\/]k6p[\\/]src[\\/](?:completion[\\/]|frame[\\/](?:commands|complete-here)\.ts$)/;
/** What the command of completion always loads, and no other. */
const COMPLETION = "../frame/complete-here.ts";
/** Completion reads the declarations of the other commands and runs none of them. */
const DECLARATION = /[\\/]apps[\\/]k6p[\\/]src[\\/]commands[\\/]/;
const NEVER_RUN = "\0never-run";

/**
 * Builds `k6p.cjs`, and one file for each hot command with just what that command uses. What it seldom needs it loads from the program with every
 * command: these modules are returned, as inputs of that.
 */
export async function buildHotPrograms(
  folder: string,
  helpTexts: Readonly<Record<string, HelpPlaces>>,
): Promise<Readonly<Record<string, string>>> {
  const cold = new Map<string, string>();
  const programs: Record<string, string> = {};
  for (const { name, calls, file, source } of hotPrograms()) {
    const plugins = [programText(name, source), seldomNeeded(file, cold), config.plugins];
    const built = await buildOne(folder, { name: `hot-${name}-[hash]`, input: name, plugins });
    for (const call of calls) programs[call] = built;
  }
  await buildOne(folder, {
    name: "k6p",
    input: join(APP, "src/hot/node-start.ts"),
    plugins: [config.plugins],
    define: { K6P_HOT_PROGRAMS: JSON.stringify(programs), K6P_HELP_TEXTS: JSON.stringify(helpTexts) },
  });
  return Object.fromEntries(Array.from(cold, ([id, name]) => [name, id]));
}

interface One {
  readonly name: string;
  readonly input: string;
  readonly plugins: readonly RolldownPluginOption[];
  readonly define?: Readonly<Record<string, string>>;
}

/** Builds one minified file and returns its name. */
async function buildOne(folder: string, { name, input, plugins, define }: One): Promise<string> {
  const { output } = await build({
    ...config,
    input: { [name]: input },
    plugins: [...plugins],
    transform: { ...config.transform, define: { ...config.transform?.define, ...define } },
    output: {
      ...config.output,
      dir: folder,
      cleanDir: false,
      entryFileNames: `${name}.cjs`,
      codeSplitting: false,
      minify: true,
    },
  });
  const [chunk, ...others] = output.filter((file): file is OutputChunk => file.type === "chunk");
  if (chunk === undefined || others.length > 0) throw new Error(`${name} is not one file`);
  return chunk.fileName;
}

function programText(name: string, source: string): Plugin {
  return {
    name: "hot-program",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? source : null),
  };
}

/** Leaves what is loaded by `import()` to the program with every command, but where that only keeps the declaration from loading its work. */
function seldomNeeded(command: string, cold: Map<string, string>): Plugin {
  return {
    name: "seldom-needed",
    load: (id) => (id === NEVER_RUN ? "" : null),
    async resolveId(source, importer, { kind }) {
      if (kind !== "dynamic-import" || importer === undefined) return null;
      const isCompletion = source === COMPLETION && /completion[\\/]candidates\.ts$/.test(command);
      if (importer === command || isCompletion || LOADS_DECLARATIONS.test(importer)) return null;
      if (DECLARATION.test(importer)) return NEVER_RUN;
      const target = await this.resolve(source, importer, { skipSelf: true, kind });
      if (target === null || target.external !== false) return target;
      const name = cold.get(target.id) ?? nameFor(target.id, new Set(cold.values()));
      cold.set(target.id, name);
      return { id: `./${name}.cjs`, external: true };
    },
  };
}

function nameFor(id: string, taken: ReadonlySet<string>): string {
  const name = `seldom-${basename(id).replace(/\.[cm]?[jt]s$/, "")}`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
