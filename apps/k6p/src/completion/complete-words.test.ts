import type { CandidateKind } from "@k6p/core/operations/profiles/list-candidates";
import { describe, expect, it } from "vitest";
import { COMMAND_TABLE, COMMANDS } from "../frame/commands.ts";
import { loadCommands } from "../frame/load-commands.ts";
import { completeWords } from "./complete-words.ts";

const NAMES: Readonly<Record<CandidateKind, readonly string[]>> = {
  profile: ["prod", "staging"],
  tag: ["eu"],
  store: ["file", "keyring"],
};

/** What may stand in the place of the last word: its values, or who else knows them. */
async function complete(...words: readonly string[]): Promise<readonly string[] | string> {
  const answer = await completeWords(COMMAND_TABLE, {
    words,
    source: async (kind) => NAMES[kind].map((value) => ({ value })),
  });
  return answer.kind === "words" ? answer.candidates.map(({ value }) => value) : answer.kind;
}

describe("completion at the beginning", () => {
  it("offers commands, topics and short forms, but nothing hidden", async () => {
    const words = await complete("");
    expect(words).toEqual(expect.arrayContaining(["status", "env", "use", "current", "profile", "completion", "help"]));
    expect(words).not.toContain("candidates");
    expect(new Set(words).size).toBe(words.length);
  });

  it("also offers flags", async () => {
    expect(await complete("-")).toEqual(["--json", "--help", "--version"]);
  });

  it("offers every command word by word", async () => {
    for (const [id, { load }] of Object.entries(COMMANDS)) {
      const words = id.split(" ");
      const isVisible = (await load()).hidden !== true;
      expect((await complete(...words.slice(0, -1), "")).includes(words.at(-1) ?? ""), id).toBe(isVisible);
    }
  });

  it("offers commands and topics after help", async () => {
    expect(await complete("help", "")).toContain("profile");
    expect(await complete("help", "profile", "")).toContain("use");
    expect(await complete("help", "profile", "use", "")).toEqual([]);
  });

  it("offers nothing after an unknown word", async () => {
    expect(await complete("nonsense", "")).toEqual([]);
    expect(await complete("profile", "nonsense", "")).toEqual([]);
  });
});

describe("completion after a command", () => {
  it("offers its arguments and flags, with the names that exist", async () => {
    expect(await complete("use", "")).toEqual(NAMES.profile);
    expect(await complete("profile", "use", "pr")).toEqual(NAMES.profile);
    expect(await complete("profile", "rename", "prod", "n")).toEqual([]);
    expect(await complete("login", "prod", "--store", "")).toEqual(NAMES.store);
    expect(await complete("profile", "list", "--tag", "")).toEqual(NAMES.tag);
    expect(await complete("use", "--config", "")).toBe("files");
    expect(await complete("env", "--shell", "")).toContain("nushell");
    expect(await complete("profile", "edit", "prod", "--unset", "")).toContain("project");
    expect(await complete("login", "prod", "-")).not.toContain("--token");
    expect(await complete("exec", "prod", "--", "")).toBe("command");
  });

  it("also offers its subcommands", async () => {
    expect(await complete("completion", "")).toEqual(
      expect.arrayContaining(["install", "uninstall", "bash", "nushell"]),
    );
    expect(await complete("completion", "install", "")).not.toContain("uninstall");
  });

  it.each([
    ["FILE", "files"],
    ["DIR", "folders"],
    ["TAG", "tag"],
  ])("completes every %s", async (label, hint) => {
    const commands = await loadCommands();
    const parameters = commands.flatMap(({ definition: { args, flags } }) =>
      [...Object.values(args), ...Object.values(flags)].filter((one) => "label" in one && one.label === label),
    );
    expect(parameters.length).toBeGreaterThan(0);
    for (const parameter of parameters) expect(parameter).toMatchObject({ complete: hint });
  });
});
