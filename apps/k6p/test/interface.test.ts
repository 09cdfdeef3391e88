import { describe, expect, it } from "vitest";
import { asksFor } from "../src/frame/asks-for.ts";
import { COMMAND_TABLE } from "../src/frame/commands.ts";
import { findCommand } from "../src/frame/find-command.ts";
import { loadCommands } from "../src/frame/load-commands.ts";
import { helpText } from "../src/oclif/help-text.ts";
import { HELP_GROUPS } from "../src/oclif/root-help.ts";
import { sortWords } from "../src/oclif/sort-words.ts";
import { readInput } from "../src/frame/read-input.ts";

const commands = await loadCommands();

it("the help is what was agreed on (renew with -u)", async () => {
  const subjects = [undefined, "profile", ...commands.map(({ id }) => id)];
  const pages: string[] = [];
  for (const subject of subjects) {
    const words = ["k6p", ...(subject === undefined ? [] : [subject]), "--help"].join(" ");
    pages.push(`$ ${words}\n${await helpText(subject, 80)}`);
  }
  const text = pages.join("\n").replace(/k6p\/\S+ \S+ node-\S+/, "k6p/VERSION PLATFORM node-VERSION");
  await expect(text).toMatchFileSnapshot("interface.snapshot.txt");
});

it("the overview names every command once, alone or by its topic", () => {
  const names = HELP_GROUPS.flatMap((group) => group.names);
  expect(new Set(names).size).toBe(names.length);
  for (const { id, entry, definition } of commands) {
    if (definition.hidden) continue;
    const shown = [id, ...(entry.aliases ?? []), id.split(" ")[0]];
    expect(
      names.some((name) => shown.includes(name)),
      id,
    ).toBe(true);
  }
});

describe.each(commands)("k6p $id", ({ id, definition }) => {
  it("has names that do not collide", () => {
    const keys = [...Object.keys(definition.args), ...Object.keys(definition.flags), "json", "help"];
    const shorts = Object.values(definition.flags).flatMap((flag) => ("short" in flag ? [flag.short] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(["h", ...shorts]).size).toBe(shorts.length + 1);
  });

  it("names only flags of its own as company", () => {
    for (const flag of Object.values(definition.flags)) {
      if (flag.kind === "refused") continue;
      expect(Object.keys(definition.flags)).toEqual(
        expect.arrayContaining([...(flag.exclusive ?? []), ...(flag.dependsOn ?? [])]),
      );
    }
  });

  it.each(definition.examples)("understands its example $command", async ({ command }) => {
    const words = wordsOf(command);
    const finding = findCommand(COMMAND_TABLE, words);
    if (finding.kind !== "command") throw new Error(`no command: ${command}`);
    expect(finding.id).toBe(id);
    const { raw, json } = await sortWords({ id, definition }, finding.rest);
    expect(() => readInput(id, definition, raw)).not.toThrow();
    expect(json).toBe(asksFor("--json", words));
  });
});

/** The words after `k6p` in a line of shell, up to the end of that command. */
function wordsOf(line: string): readonly string[] {
  const call = /\bk6p\b(?<rest>(?:[^|)"']|"[^"]*"(?!\))|'[^']*')*)/.exec(line)?.groups?.["rest"] ?? "";
  return [...call.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}
