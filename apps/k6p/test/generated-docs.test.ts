import { expect, it } from "vitest";
import { commandsReference } from "./commands-reference.ts";
import { environmentReference } from "./environment-reference.ts";
import { errorsReference } from "./errors-reference.ts";
import { manPage } from "./man-page.ts";
import { packageReadme } from "./package-readme.ts";

// `vitest run apps/k6p/test/generated-docs.test.ts -u` writes the pages again.

it("docs/commands.md is what the commands declare", async () => {
  await expect(await commandsReference()).toMatchFileSnapshot("../../../docs/commands.md");
});

it("docs/errors.md is what the table of errors says", async () => {
  await expect(errorsReference()).toMatchFileSnapshot("../../../docs/errors.md");
});

it("docs/environment.md is what the list of variables says", async () => {
  await expect(environmentReference()).toMatchFileSnapshot("../../../docs/environment.md");
});

it("the manual page is what the commands declare", async () => {
  await expect(await manPage()).toMatchFileSnapshot("../man/k6p.1");
});

it("the package's README is that of the repository", async () => {
  await expect(packageReadme()).toMatchFileSnapshot("../README.md");
});
