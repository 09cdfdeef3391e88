import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleCommand } from "../../test/sample-command.ts";
import { sortWords } from "../oclif/sort-words.ts";
import { parsePlainWords } from "./parse-plain-words.ts";

const PIECES =
  `prod|''|-|--|12|-5|a b|--stack-id|--stack-id=3|-i|-i4|--colour|--colour=red|--config|--config=|-c|-cf|--tag|--tag=x
  |--force|-f|--force=yes|--verify|--no-verify|--no-force|--dry-run|-fi|--json|--json=1|--jso|--help|-h|--token|--unknown|-z`
    .split("|")
    .map((piece) => piece.trim().replace("''", ""));

describe("plain words", () => {
  it("are sorted", () => {
    const words = ["prod", "--stack-id=3", "-f", "here", "--tag", "a", "--tag", "b", "--json", "--", "k6", "--force"];
    expect(parsePlainWords(sampleCommand, words)).toEqual({
      raw: {
        args: { name: "prod", place: "here" },
        flags: { stackId: "3", force: true, tag: ["a", "b"] },
        afterDashes: ["k6", "--force"],
      },
      json: true,
    });
  });

  it.each([
    [["--help"]],
    [["--unknown"]],
    [["--token", "x"]],
    [["--stack-id"]],
    [["--stack-id", "--force"]],
    [["--stack-id", "1", "--stack-id", "2"]],
    [["--force=yes"]],
    [["-fi", "1"]],
    [["-i1"]],
    [["--no-verify"]],
  ])("do not include %j", (words) => {
    expect(parsePlainWords(sampleCommand, words)).toBeUndefined();
  });

  it("are understood as oclif understands them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }), async (words) => {
        const plain = parsePlainWords(sampleCommand, words);
        fc.pre(plain !== undefined);
        const full = await sortWords({ id: "sample", definition: sampleCommand }, words);
        expect(plain).toEqual(full);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });
});
