import type { Hook } from "./hook.ts";
import { posixQuote } from "../host/posix-quote.ts";
import { posixHook } from "./posix-hook.ts";

/** Where PROMPT_COMMAND is an array, its first element is meant, and the others stay. Works from bash 3.2 on, which macOS has. */
const INSTALL = `case ";\${PROMPT_COMMAND[*]-};" in
  *__k6p_at_prompt*) ;;
  *) PROMPT_COMMAND="__k6p_at_prompt\${PROMPT_COMMAND:+;$PROMPT_COMMAND}" ;;
esac`;

export const bash: Hook = {
  id: "bash",
  startupFile: "~/.bashrc",
  evaluate: 'eval "$(k6p hook bash)"',
  source: (path) => `. ${posixQuote(path)}`,
  fileName: "k6p.bash",
  script: (settings) => posixHook({ shell: "bash", defaults: "", install: INSTALL }, settings),
};
