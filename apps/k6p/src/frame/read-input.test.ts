import { K6pError } from "@k6p/core/errors/k6p-error";
import { describe, expect, it } from "vitest";
import { sampleCommand } from "../../test/sample-command.ts";
import { usageError } from "./usage-error.ts";
import { type RawInput, readInput, refuseFlags } from "./read-input.ts";

const read = (raw: Partial<RawInput>): Record<string, unknown> =>
  readInput("sample", sampleCommand, { args: { name: "n" }, flags: {}, afterDashes: undefined, ...raw });

describe("reading the input of a command", () => {
  it("gives every parameter a value of its declared type", () => {
    const raw: RawInput = {
      args: { name: "prod", place: "home" },
      flags: { stackId: "12", colour: "red", config: "f.json", tag: ["x"], force: true, verify: false, deep: true },
      afterDashes: ["k6", "run"],
    };
    expect(read(raw)).toEqual({
      name: "prod",
      place: "home",
      command: ["k6", "run"],
      stackId: 12,
      colour: "red",
      config: "f.json",
      tag: ["x"],
      force: true,
      verify: false,
      dryRun: false,
      deep: true,
      token: undefined,
    });
  });

  it("leaves out nothing that was not given", () => {
    expect(read({})).toMatchObject({
      place: undefined,
      command: [],
      stackId: undefined,
      colour: "green",
      force: false,
      verify: undefined,
    });
  });

  it.each([
    [{ args: {} }, "NAME is missing."],
    [{ flags: { stackId: "0" } }, '--stack-id must be a whole number from 1 to 99, not "0".'],
    [{ flags: { stackId: "1e1" } }, '--stack-id must be a whole number from 1 to 99, not "1e1".'],
    [{ flags: { stackId: "" } }, '--stack-id must be a whole number from 1 to 99, not "".'],
    [{ flags: { colour: "blue" } }, '--colour must be one of red, green, not "blue".'],
    [{ flags: { dryRun: true, force: true } }, "You cannot use --dry-run together with --force."],
    [{ flags: { deep: true } }, "--deep also needs --config."],
  ])("refuses %j", (raw, message) => {
    expect(() => read(raw)).toThrow(usageError(message, "sample"));
  });

  it("does not show what could be a token", () => {
    expect(() => read({ flags: { colour: "glc_0123456789" } })).toThrow('not "glc_…"');
  });
});

describe("refused flags", () => {
  it.each([[["--token", "secret"]], [["x", "--token=secret"]]])(
    "explain themselves for %j without the value",
    (words) => {
      expect(() => refuseFlags(sampleCommand, words)).toThrow(
        new K6pError("TOKEN_ON_COMMAND_LINE", { message: "No token here.", remedy: ["Pipe it in."] }),
      );
    },
  );

  it("do not hide others with a longer name", () => {
    expect(() => refuseFlags(sampleCommand, ["--token-file", "x"])).not.toThrow();
  });
});
