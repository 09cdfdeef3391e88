import { createNodeHost } from "@k6p/core/host/node/node-host";
import type { Host } from "@k6p/core/host/host";
import type { Engine } from "@k6p/core/engine/engine";
import type { Secret } from "@k6p/core/secrets/secret";
import { STANDALONE } from "./own-program.ts";
import type { CompleteWords } from "./completion/candidate-source.ts";
import type { GlobalFlags } from "./frame/global-flags.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** The Node whose interface k6p runs on, and whether it is part of the program. */
interface Versions {
  readonly k6p: string;
  readonly node: string;
  readonly standalone: boolean;
}

/** What a command works with. */
export interface CommandContext {
  readonly host: Host;
  /** For operations; put together when it is first used. Throws in a command that declares `lateEngine`. */
  readonly engine: Engine;
  /** The engine for a command that declares `lateEngine`. */
  loadEngine(): Promise<Engine>;
  /** Removes what killed processes left. Never throws. */
  sweep(): Promise<void>;
  readonly terminal: Terminal;
  /** Whether `--json` was given: for a command that does something else then. */
  readonly wantsJson: boolean;
  readonly completeWords: CompleteWords;
  readonly versions: Versions;
  /** The text on standard input, or in a named pipe. Throws `TOKEN_INVALID` when it is too long, `USAGE` when none comes in time. */
  readPipedSecret(pipe?: string): Promise<Secret>;
}

interface ContextParts extends GlobalFlags {
  readonly completeWords: CompleteWords;
  readonly terminal: Terminal;
  /** This machine unless given. */
  readonly host?: Host | undefined;
  readonly lateEngine: boolean;
  readonly wantsJson: boolean;
}

/** The composition root: the only place where the engine meets this machine. */
export async function createContext({
  terminal,
  host = createNodeHost(),
  lateEngine,
  wantsJson,
  completeWords,
  ...behavior
}: ContextParts): Promise<CommandContext> {
  const loadMaker = () => import("./machine-engine.ts");
  const maker = lateEngine ? undefined : await loadMaker();
  let engine: Engine | undefined;
  return {
    host,
    get engine() {
      if (maker === undefined) throw new Error("a command that declares lateEngine loads it by loadEngine()");
      return (engine ??= maker.machineEngine(host, { terminal, ...behavior }));
    },
    async loadEngine() {
      const { machineEngine } = await loadMaker();
      return (engine ??= machineEngine(host, { terminal, ...behavior }));
    },
    async sweep() {
      await maker?.sweepBy(() => (engine ??= maker.machineEngine(host, { terminal, ...behavior })));
    },
    terminal,
    wantsJson,
    completeWords,
    versions: { k6p: VERSION, node: process.versions.node, standalone: STANDALONE },
    async readPipedSecret(pipe) {
      const { readPipedSecret } = await import("./terminal/read-piped-secret.ts");
      if (pipe === undefined) return readPipedSecret(terminal);
      const { openTokenPipe } = await import("./terminal/node-token-pipe.ts");
      return readPipedSecret({ printError: terminal.printError, input: openTokenPipe(pipe), inputIsTerminal: false });
    },
  };
}
