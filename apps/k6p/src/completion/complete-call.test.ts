import { describe, expect, it } from "vitest";
import { defineCommand } from "../command-definition.ts";
import { afterDashes, choice, flag, integer, list, refused, text, words } from "../parameters.ts";
import { completeCall } from "./complete-call.ts";

const base = { summary: "For tests", examples: [], run: async () => undefined } as const;

const sample = defineCommand({
  ...base,
  args: {
    name: text({ summary: "A name", complete: "profile" }),
    place: text({ summary: "A place", complete: "folders" }),
    plain: text({ summary: "Anything" }),
  },
  flags: {
    config: text({ summary: "A file", short: "c", complete: "files" }),
    colour: choice({ summary: "A colour", options: ["red", "green"] }),
    tag: list({ summary: "Tags", complete: "tag" }),
    unset: list({ summary: "Settings", complete: ["one", "two"] }),
    count: integer({ summary: "A number" }),
    verify: flag({ summary: "Verify", negatable: true }),
    force: flag({ summary: "Force", short: "f", exclusive: ["dryRun"] }),
    dryRun: flag({ summary: "Try", exclusive: ["force"] }),
    secret: flag({ summary: "Not shown", hidden: true }),
    token: refused({ code: "USAGE", message: "No.", remedy: [] }),
  },
});

const runner = defineCommand({
  ...base,
  json: false,
  args: {
    name: text({ summary: "A name", complete: "profile" }),
    command: afterDashes({ summary: "A command", label: "COMMAND", required: true }),
  },
  flags: {},
});

const many = defineCommand({
  ...base,
  args: { names: words({ summary: "Names", label: "NAME", required: false, complete: "profile" }) },
  flags: {},
});

/** Values for the last word of a line, or who else knows them. */
function complete(line: string, definition: Parameters<typeof completeCall>[0]["definition"] = sample) {
  const typed = line.split(" ");
  const answer = completeCall({
    definition,
    before: typed.slice(0, -1),
    current: typed.at(-1) ?? "",
    source: (kind) => [{ value: `a-${kind}` }],
  });
  return answer.kind === "words" ? answer.candidates.map(({ value }) => value) : answer.kind;
}

const FLAGS = complete("-");

describe("in the call of a command", () => {
  it("each argument has its place", () => {
    expect(complete("")).toEqual(["a-profile"]);
    expect(complete("x")).toEqual(["a-profile"]);
    expect(complete("x y")).toBe("folders");
    expect(complete("x y z")).toEqual([]);
    expect(complete(" y", many)).toEqual(["a-profile"]);
    expect(complete("a b c d", many)).toEqual(["a-profile"]);
  });

  it("flags may stand where a dash is typed, or where nothing is typed and nothing else known", () => {
    expect(FLAGS).toEqual([
      "--config",
      "--colour",
      "--tag",
      "--unset",
      "--count",
      "--verify",
      "--no-verify",
      "--force",
      "--dry-run",
      "--json",
      "--help",
    ]);
    expect(complete("x --f")).toEqual(FLAGS);
    expect(complete("x y ")).toEqual(FLAGS);
    expect(complete("-- -")).toEqual(["a-profile"]);
  });

  it("a flag is offered once unless it may be repeated, and not beside one that excludes it", () => {
    const left = complete("-c x --tag y --no-verify --dry-run --json -");
    expect(left).toEqual(["--colour", "--tag", "--unset", "--count", "--help"]);
    expect(complete("-f -")).not.toContain("--dry-run");
    expect(complete("-cx -")).not.toContain("--config");
  });

  it("the value of a flag is what its declaration says", () => {
    expect(complete("--config ")).toBe("files");
    expect(complete("-c x")).toBe("files");
    expect(complete("--config=x")).toBe("files");
    expect(complete("--colour ")).toEqual(["red", "green"]);
    expect(complete("--colour=r")).toEqual(["--colour=red", "--colour=green"]);
    expect(complete("--tag x --tag ")).toEqual(["a-tag"]);
    expect(complete("--unset ")).toEqual(["one", "two"]);
    expect(complete("--count ")).toEqual([]);
    expect(complete("--dry-run=x")).toEqual([]);
    expect(complete("--nonsense=x")).toEqual([]);
  });

  it("the value of a flag is no argument", () => {
    for (const start of ["--config x", "-c x", "-cx", "--config=x", "--dry-run", "--nonsense"])
      expect(complete(`${start} `), start).toEqual(["a-profile"]);
    expect(complete("--config -- ")).toEqual(["a-profile"]);
  });

  it("what follows -- is another command where the command takes one", () => {
    expect(complete("x ", runner)).toEqual(["--", "--help"]);
    expect(complete("x -- ", runner)).toBe("command");
    expect(complete("-- k6 run -", runner)).toBe("command");
    expect(complete("-- ")).toEqual(["a-profile"]);
  });
});
