import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeHost } from "../../../host/node-host.ts";
import { describeSecretStore } from "../../../testing/secret-store-contract.ts";
import { FileVault } from "./file-vault.ts";

describeSecretStore("The file vault", () => {
  const home = mkdtempSync(join(tmpdir(), "k6p-vault-"));
  const parts = {
    host: createNodeHost({ env: {}, homeDirectory: home }),
    dataDirectory: join(home, "data"),
    lockDirectory: join(home, "locks"),
  };
  return {
    store: new FileVault(parts),
    reopened: new FileVault(parts),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
});
