import { expect, it } from "vitest";
import { commandsReference } from "./commands-reference.ts";
import { errorsReference } from "./errors-reference.ts";

// `vitest run apps/k6p/test/generated-docs.test.ts -u` writes the pages anew.

it("docs/commands.md is what the commands declare", async () => {
  await expect(await commandsReference()).toMatchFileSnapshot("../../../docs/commands.md");
});

it("docs/errors.md is what the table of errors says", async () => {
  await expect(errorsReference()).toMatchFileSnapshot("../../../docs/errors.md");
});
