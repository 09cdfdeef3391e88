import { describe, expect, it } from "vitest";
import { COMMAND_TABLE } from "./commands.ts";
import { findCommand } from "./find-command.ts";

describe("finding the command", () => {
  it.each([
    [[], "status", []],
    [["--json"], "status", ["--json"]],
    [["env", "prod"], "env", ["prod"]],
    [["use", "prod"], "profile use", ["prod"]],
    [["profile", "use", "prod"], "profile use", ["prod"]],
    [["use", "use"], "profile use", ["use"]],
    [["team", "member", "remove", "ben"], "team member remove", ["ben"]],
  ])("takes %j as %s", (words, id, rest) => {
    expect(findCommand(COMMAND_TABLE, words)).toMatchObject({ kind: "command", id, rest });
  });

  it.each([
    [["profile"], "profile"],
    [["profile", "--help"], "profile"],
    [["team", "member"], "team member"],
  ])("takes %j as a topic", (words, topic) => {
    expect(findCommand(COMMAND_TABLE, words)).toEqual({ kind: "topic", topic });
  });

  it.each([
    [["nothing"], "nothing"],
    [["profile", "nothing"], "profile nothing"],
    [["team", "member", "nothing"], "team member nothing"],
    [["constructor"], "constructor"],
    [["profile", "__proto__"], "profile __proto__"],
  ])("knows no %j", (words, unknown) => {
    expect(findCommand(COMMAND_TABLE, words)).toEqual({ kind: "unknown", words: unknown });
  });
});
