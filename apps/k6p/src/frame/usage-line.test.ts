import { expect, it } from "vitest";
import { sampleCommand } from "../../test/sample-command.ts";
import { usageLine } from "./usage-line.ts";

it("shows what is required, what is optional and what comes after the dashes", () => {
  expect(usageLine("sample", sampleCommand)).toBe("sample NAME [PLACE] [FLAGS] [-- COMMAND]");
});
