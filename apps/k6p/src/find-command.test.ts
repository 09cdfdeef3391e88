import { describe, expect, it } from "vitest";
import { findCommand } from "./find-command.ts";

describe("finding the command", () => {
  it.each([
    [[], "status", []],
    [["--json"], "status", ["--json"]],
    [["env", "prod"], "env", ["prod"]],
    [["use", "prod"], "profile use", ["prod"]],
    [["profile", "use", "prod"], "profile use", ["prod"]],
    [["use", "use"], "profile use", ["use"]],
  ])("takes %j as %s", (words, id, rest) => {
    expect(findCommand(words)).toMatchObject({ kind: "command", id, rest });
  });

  it.each([[["profile"]], [["profile", "--help"]]])("takes %j as a topic", (words) => {
    expect(findCommand(words)).toEqual({ kind: "topic", topic: "profile" });
  });

  it.each([
    [["nothing"], "nothing"],
    [["profile", "nothing"], "profile nothing"],
    [["constructor"], "constructor"],
    [["profile", "__proto__"], "profile __proto__"],
  ])("knows no %j", (words, unknown) => {
    expect(findCommand(words)).toEqual({ kind: "unknown", words: unknown });
  });
});
