import { describe, expect, it } from "vitest";
import { defineCommand } from "../frame/command-definition.ts";
import { flag, words } from "../frame/parameters.ts";
import { parsePlainWords } from "../frame/parse-plain-words.ts";
import { readInput } from "../frame/read-input.ts";
import { usageLine } from "../frame/usage-line.ts";
import { sortWords } from "./sort-words.ts";

const definition = defineCommand({
  summary: "Take words",
  examples: [],
  args: {
    names: words({ summary: "Names", label: "NAME", required: false }),
  },
  flags: { force: flag({ summary: "Force" }) },
  run: async (_, input) => input,
});

async function read(line: readonly string[]): Promise<unknown> {
  const { raw } = await sortWords({ id: "take", definition }, line);
  return readInput("take", definition, raw);
}

describe("an argument that takes all words", () => {
  it("gets them in their order, with flags before, between and after", async () => {
    expect(await read(["a", "b", "--force", "c"])).toEqual({ names: ["a", "b", "c"], force: true });
    expect(await read(["a"])).toEqual({ names: ["a"], force: false });
    expect(await read([])).toEqual({ names: [], force: false });
  });

  it("is shown as such", () => {
    expect(usageLine("take", definition)).toBe("take [NAME…] [FLAGS]");
  });

  it("is left to the full frame when it gets any", () => {
    expect(parsePlainWords(definition, ["a"])).toBeUndefined();
    expect(parsePlainWords(definition, [])).toBeDefined();
  });
});
