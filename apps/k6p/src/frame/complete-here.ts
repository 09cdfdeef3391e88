import type { CompleteWords } from "../completion/candidate-source.ts";
import { COMMAND_TABLE } from "./commands.ts";

/** Completes words from the table of commands. */
export const completeHere: CompleteWords = async (words, source) => {
  const { completeWords } = await import("../completion/complete-words.ts");
  return completeWords(COMMAND_TABLE, { words, source });
};
