import { createNodeHost } from "@k6p/core/host/node/node-host";
import type { Host } from "@k6p/core/host/host";
import type { Engine } from "@k6p/core/engine/engine";
import type { Secret } from "@k6p/core/secrets/secret";
import { STANDALONE } from "./own-program.ts";
import type { CompleteWords } from "./completion/candidate-source.ts";
import type { GlobalFlags } from "./frame/global-flags.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { sweepCopiesHere } from "./sweep-copies-here.ts";
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
  /** For operations; put together when it is first used. */
  readonly engine: Engine;
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

/** Makes the engine on a machine; its notices and questions go to this terminal. */
export type EngineMaker = (host: Host, behavior: GlobalFlags & { readonly terminal: Terminal }) => Engine;

interface ContextParts extends GlobalFlags {
  readonly completeWords: CompleteWords;
  readonly terminal: Terminal;
  readonly makeEngine: EngineMaker;
  /** Makes an engine with every part, where `makeEngine` makes one with the parts of a command. */
  readonly loadWholeEngine: (...machine: Parameters<EngineMaker>) => Promise<Engine>;
  /** This machine unless given. */
  readonly host?: Host | undefined;
  readonly wantsJson: boolean;
}

/** The composition root: the only place where the engine meets this machine. */
export function createContext({
  terminal,
  host = createNodeHost(),
  makeEngine,
  loadWholeEngine,
  wantsJson,
  completeWords,
  ...behavior
}: ContextParts): CommandContext {
  let engine: Engine | undefined;
  const context: CommandContext = {
    host,
    get engine() {
      return (engine ??= makeEngine(host, { terminal, ...behavior }));
    },
    async sweep() {
      await sweepCopiesHere(context.engine, () => loadWholeEngine(host, { terminal, ...behavior }));
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
  return context;
}
