import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { TrustedRecipients } from "./trusted-recipients.ts";
import { sealDigest, TrustedSeals } from "./trusted-seals.ts";

const TEAM = "/repository/team";
const DIGEST = sealDigest(Buffer.from("sealed"));
const ANNA = { name: "anna", key: "age1anna" };

let state: string;
let seals: TrustedSeals;
let recipients: TrustedRecipients;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), "k6p-consent-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  state = join(home, "state");
  const context = {
    host: createNodeHost({ env: {}, homeDirectory: home }),
    stateDirectory: state,
    lockDirectory: join(home, "locks"),
  };
  seals = new TrustedSeals(context);
  recipients = new TrustedRecipients(context);
});

test("Seals are trusted by name and bytes, the latest first, until trust is taken back", async () => {
  expect(seals.of(TEAM)).toBeUndefined();
  await seals.add(TEAM, new Map([["Prod", "first"]]));
  await seals.add(TEAM, new Map([["prod", DIGEST]]));
  expect(seals.of(TEAM)?.get("prod")).toEqual([DIGEST, "first"]);
  expect(seals.of("/repository/other")).toBeUndefined();
  seals.forget(TEAM);
  expect(seals.of(TEAM)).toBeUndefined();
});

test("Recipients are exactly those that were recorded last", async () => {
  const ben = { name: "ben", key: "age1ben" };
  await recipients.remember(TEAM, [ANNA, ben]);
  await recipients.remember(TEAM, [ANNA]);
  expect(recipients.of(TEAM)).toEqual([ANNA]);
});

test.skipIf(process.platform === "win32")("Consent does not count in a folder that others can enter", async () => {
  await seals.add(TEAM, new Map([["prod", DIGEST]]));
  await recipients.remember(TEAM, [ANNA]);
  const folders = [join(state, "trusted-seals"), join(state, "recipients")];
  for (const folder of folders) chmodSync(folder, 0o770);
  expect(seals.of(TEAM)).toBeUndefined();
  expect(recipients.of(TEAM)).toEqual([]);
  await expect(seals.add(TEAM, new Map())).rejects.toMatchObject({ code: "FILE_UNSAFE" });
  await expect(recipients.remember(TEAM, [ANNA])).rejects.toMatchObject({ code: "FILE_UNSAFE" });
  for (const folder of folders) chmodSync(folder, 0o700);
  expect(seals.of(TEAM)?.get("prod")).toEqual([DIGEST]);
  expect(recipients.of(TEAM)).toEqual([ANNA]);
});
