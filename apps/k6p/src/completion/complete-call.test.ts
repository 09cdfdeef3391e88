import { describe, expect, it } from "vitest";
import { defineCommand } from "../frame/command-definition.ts";
import { afterDashes, choice, flag, integer, list, refused, text, words } from "../frame/parameters.ts";
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
async function complete(line: string, definition: Parameters<typeof completeCall>[0]["definition"] = sample) {
  const typed = line.split(" ");
  const answer = await completeCall({
    definition,
    before: typed.slice(0, -1),
    current: typed.at(-1) ?? "",
    source: async (kind) => [{ value: `a-${kind}` }],
  });
  return answer.kind === "words" ? answer.candidates.map(({ value }) => value) : answer.kind;
}

const FLAGS = await complete("-");

describe("the words of a command", () => {
  it("completes each argument by its place", async () => {
    expect(await complete("")).toEqual(["a-profile"]);
    expect(await complete("x")).toEqual(["a-profile"]);
    expect(await complete("x y")).toBe("folders");
    expect(await complete("x y z")).toEqual([]);
    expect(await complete(" y", many)).toEqual(["a-profile"]);
    expect(await complete("a b c d", many)).toEqual(["a-profile"]);
  });

  it("completes flags after a dash, or where nothing is typed and there is nothing else to complete", async () => {
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
    expect(await complete("x --f")).toEqual(FLAGS);
    expect(await complete("x y ")).toEqual(FLAGS);
    expect(await complete("-- -")).toEqual(["a-profile"]);
  });

  it("a flag is offered once unless it can be repeated, and not together with one that excludes it", async () => {
    const left = await complete("-c x --tag y --no-verify --dry-run --json -");
    expect(left).toEqual(["--colour", "--tag", "--unset", "--count", "--help"]);
    expect(await complete("-f -")).not.toContain("--dry-run");
    expect(await complete("-cx -")).not.toContain("--config");
  });

  it("completes the value of a flag as its declaration says", async () => {
    expect(await complete("--config ")).toBe("files");
    expect(await complete("-c x")).toBe("files");
    expect(await complete("--config=x")).toBe("files");
    expect(await complete("--colour ")).toEqual(["red", "green"]);
    expect(await complete("--colour=r")).toEqual(["--colour=red", "--colour=green"]);
    expect(await complete("--tag x --tag ")).toEqual(["a-tag"]);
    expect(await complete("--unset ")).toEqual(["one", "two"]);
    expect(await complete("--count ")).toEqual([]);
    expect(await complete("--dry-run=x")).toEqual([]);
    expect(await complete("--nonsense=x")).toEqual([]);
  });

  it("does not count the value of a flag as an argument", async () => {
    for (const start of ["--config x", "-c x", "-cx", "--config=x", "--dry-run", "--nonsense"])
      expect(await complete(`${start} `), start).toEqual(["a-profile"]);
    expect(await complete("--config -- ")).toEqual(["a-profile"]);
  });

  it("leaves the words after -- to the shell for a command that takes one", async () => {
    expect(await complete("x ", runner)).toEqual(["--", "--help"]);
    expect(await complete("x -- ", runner)).toBe("command");
    expect(await complete("-- k6 run -", runner)).toBe("command");
    expect(await complete("-- ")).toEqual(["a-profile"]);
  });
});
