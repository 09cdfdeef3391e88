import { expect, it } from "vitest";
import { recordedTerminal } from "../../test/recorded-terminal.ts";
import { readPipedSecret } from "./read-piped-secret.ts";

it("reads standard input to its end", async () => {
  const terminal = recordedTerminal();
  terminal.input.write("first ");
  terminal.input.end("second\n");
  expect((await readPipedSecret(terminal)).reveal()).toBe("first second\n");
});

it("refuses more than any token could be, without reading on", async () => {
  const terminal = recordedTerminal();
  terminal.input.write(Buffer.alloc(70_000, "x"));
  await expect(readPipedSecret(terminal)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
});

it("says at once that it waits when a person is at the keyboard", async () => {
  const terminal = recordedTerminal({ inputIsTerminal: true });
  setTimeout(() => terminal.input.end("typed"), 20);
  expect((await readPipedSecret(terminal)).reveal()).toBe("typed");
  expect(terminal.output.errors).toContain("Ctrl-D");
});
