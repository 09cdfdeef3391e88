import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { describeExternalStore, type ExternalPlace } from "../../../testing/external-store-contract.ts";
import { findProgram, skipUnless } from "../../../testing/real-parts.ts";
import { recipeCommand } from "../../recipes/recipe-command.ts";
import { createExternalStores } from "../../secret-stores.ts";

const TOKEN = "glc_eyJvIjoiMSJ9abcdefgh==";
const PASSPHRASE = "only for this test";
const KEY = "k6p@example.com";

const skip = skipUnless(findProgram("pass") && findProgram("gpg"), "no pass and gpg to read a password store with");

describeExternalStore("The real pass, with a key of its own", makePasswordStore, { skip });

function makePasswordStore(): ExternalPlace {
  // The socket of the agent must fit into 108 characters.
  const home = mkdtempSync(join(tmpdir(), "k6p-pass-"));
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    GNUPGHOME: join(home, "gnupg"),
    PASSWORD_STORE_DIR: join(home, "store"),
    LC_ALL: "C",
  };
  const run = (program: string, words: readonly string[], input = ""): string =>
    execFileSync(program, words, { env, input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  const gpg = (...words: readonly string[]): string =>
    run("gpg", ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", PASSPHRASE, ...words]);

  mkdirSync(env.GNUPGHOME, { mode: 0o700 });
  gpg("--quick-gen-key", KEY, "ed25519", "sign", "never");
  const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(gpg("--list-keys", "--with-colons"))?.[1] ?? "";
  gpg("--quick-add-key", fingerprint, "cv25519", "encr", "never");
  run("pass", ["init", KEY]);
  run("pass", ["insert", "--multiline", "k6/prod"], `${TOKEN}\nuser: me\n`);
  gpg("--output", join(home, "opened"), "--decrypt", join(env.PASSWORD_STORE_DIR, "k6/prod.gpg"));

  const stores = createExternalStores(createNodeHost({ env, workingDirectory: home }));
  const refer = (where: string) => stores.resolve({ from: "command", recipe: "pass", ...recipeCommand("pass", where) });
  const endAgent = (): string => run("gpgconf", ["--kill", "gpg-agent"]);
  return {
    stores,
    present: refer("k6/prod"),
    missing: refer("k6/other"),
    token: TOKEN,
    tellsMissing: true,
    // The agent forgets the passphrase, and there is no terminal to ask for it on.
    refuse: { kind: "locked", begin: () => void endAgent() },
    close() {
      endAgent();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
