import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeSecretStore } from "../../../testing/secret-store-contract.ts";
import { openVault } from "./fixtures/open-vault.ts";

describeSecretStore("The file vault", () => {
  const home = mkdtempSync(join(tmpdir(), "k6p-vault-"));
  return {
    store: openVault(home),
    reopened: openVault(home),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
});
