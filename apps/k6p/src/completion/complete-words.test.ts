import type { CandidateKind } from "@k6p/core/operations/list-candidates";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../commands.ts";
import { loadCommands } from "../load-commands.ts";
import { completeWords } from "./complete-words.ts";

const NAMES: Readonly<Record<CandidateKind, readonly string[]>> = {
  profile: ["prod", "staging"],
  tag: ["eu"],
  store: ["file", "keyring"],
};

/** What may stand in the place of the last word: its values, or who else knows them. */
async function complete(...words: readonly string[]): Promise<readonly string[] | string> {
  const answer = await completeWords(words, (kind) => NAMES[kind].map((value) => ({ value })));
  return answer.kind === "words" ? answer.candidates.map(({ value }) => value) : answer.kind;
}

describe("at the beginning", () => {
  it("commands, topics and short forms may stand, but none that is hidden", async () => {
    const words = await complete("");
    expect(words).toEqual(expect.arrayContaining(["status", "env", "use", "current", "profile", "completion", "help"]));
    expect(words).not.toContain("candidates");
    expect(new Set(words).size).toBe(words.length);
  });

  it("flags may stand, too", async () => {
    expect(await complete("-")).toEqual(["--json", "--help", "--version"]);
  });

  it("every command can be reached word by word", async () => {
    for (const [id, { load }] of Object.entries(COMMANDS)) {
      const words = id.split(" ");
      const isVisible = (await load()).hidden !== true;
      expect((await complete(...words.slice(0, -1), "")).includes(words.at(-1) ?? ""), id).toBe(isVisible);
    }
  });

  it("help is for what has help", async () => {
    expect(await complete("help", "")).toContain("profile");
    expect(await complete("help", "profile", "")).toContain("use");
    expect(await complete("help", "profile", "use", "")).toEqual([]);
  });

  it("nothing may follow a word that means nothing", async () => {
    expect(await complete("nonsense", "")).toEqual([]);
    expect(await complete("profile", "nonsense", "")).toEqual([]);
  });
});

describe("after a command", () => {
  it("its arguments may stand, each in its place", async () => {
    expect(await complete("use", "")).toEqual(NAMES.profile);
    expect(await complete("profile", "use", "pr")).toEqual(NAMES.profile);
    expect(await complete("profile", "rename", "")).toEqual(NAMES.profile);
    expect(await complete("profile", "rename", "prod", "n")).toEqual([]);
    expect(await complete("completion", "install", "")).toContain("zsh");
    expect(await complete("completion", "")).toEqual([
      "install",
      "uninstall",
      "bash",
      "zsh",
      "fish",
      "pwsh",
      "nushell",
    ]);
  });

  it("its flags may stand where a dash is typed, or nothing else fits", async () => {
    expect(await complete("use", "-")).toEqual(["--config", "--dry-run", "--json", "--help"]);
    expect(await complete("use", "prod", "")).toEqual(["--config", "--dry-run", "--json", "--help"]);
    expect(await complete("use", "prod", "x")).toEqual([]);
    expect(await complete("use", "--", "-")).toEqual(NAMES.profile);
  });

  it("a flag is offered once, unless it may be repeated, and not beside one that excludes it", async () => {
    expect(await complete("use", "-c", "x", "--dry-run", "-")).toEqual(["--json", "--help"]);
    expect(await complete("profile", "edit", "prod", "--tag", "eu", "--no-protected", "-")).toContain("--tag");
    expect(await complete("profile", "edit", "prod", "--no-protected", "-")).not.toContain("--protected");
    expect(await complete("login", "prod", "--token-stdin", "-")).not.toContain("--token-file");
    expect(await complete("login", "prod", "-")).not.toContain("--token");
  });

  it("the value of a flag is what its declaration says", async () => {
    expect(await complete("use", "--config", "")).toBe("files");
    expect(await complete("use", "-c", "x")).toBe("files");
    expect(await complete("use", "prod", "--config=x")).toBe("files");
    expect(await complete("login", "prod", "--store", "")).toEqual(NAMES.store);
    expect(await complete("login", "prod", "--store=f")).toEqual(["--store=file", "--store=keyring"]);
    expect(await complete("profile", "list", "--tag", "")).toEqual(NAMES.tag);
    expect(await complete("profile", "add", "x", "--token-kind", "")).toEqual(["personal", "stack"]);
    expect(await complete("profile", "edit", "prod", "--unset", "")).toContain("project");
    expect(await complete("profile", "add", "x", "--stack", "")).toEqual([]);
    expect(await complete("use", "--dry-run=x")).toEqual([]);
  });

  it.each([
    ["FILE", "files"],
    ["DIR", "folders"],
    ["TAG", "tag"],
  ])("every %s is completed", async (label, hint) => {
    const commands = await loadCommands();
    const parameters = commands.flatMap(({ definition: { args, flags } }) =>
      [...Object.values(args), ...Object.values(flags)].filter((one) => "label" in one && one.label === label),
    );
    expect(parameters.length).toBeGreaterThan(0);
    for (const parameter of parameters) expect(parameter).toMatchObject({ complete: hint });
  });

  it("the words of a flag's value are no arguments", async () => {
    expect(await complete("use", "--config", "x", "")).toEqual(NAMES.profile);
    expect(await complete("use", "--config=x", "")).toEqual(NAMES.profile);
    expect(await complete("use", "--dry-run", "")).toEqual(NAMES.profile);
  });

  it("what follows -- is another command where the command takes one", async () => {
    expect(await complete("exec", "prod", "-")).toContain("--");
    expect(await complete("exec", "prod", "--", "")).toBe("command");
    expect(await complete("exec", "--", "k6", "run", "-")).toBe("command");
    expect(await complete("use", "--", "")).toEqual(NAMES.profile);
  });
});
