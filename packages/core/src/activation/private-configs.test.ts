import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { k6pDirectories } from "../host/files/directories.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { PrivateConfigs } from "./private-configs.ts";

const BYTES = Buffer.from('{"collectors":{}}');
const NOBODY = 2 ** 22 + 1;

let home: string;
let configs: PrivateConfigs;
const base = { path: "/home/user/.config/k6/config.json", isNamed: false };

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-private-"));
  const host = createNodeHost({ env: { HOME: home, K6P_HOME: home } });
  configs = new PrivateConfigs({ host, directories: k6pDirectories(host), lockDirectory: join(home, "locks") });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function make(ownerId: number) {
  return configs.create({ bytes: BYTES, profileId: "p", base, ownerId, fingerprint: "f" });
}

describe("a private copy of k6's configuration", () => {
  it.runIf(process.platform !== "win32")("is for the user alone", () => {
    const { path, directory } = make(process.pid);
    expect(readFileSync(path)).toEqual(BYTES);
    expect([path, directory, join(home, "run")].map((name) => statSync(name).mode & 0o777)).toEqual([
      0o600, 0o700, 0o700,
    ]);
  });

  it("is distinguished from the user's files by the marker next to it, also by a relative path", () => {
    const { path } = make(process.pid);
    expect(configs.markerOf(path)).toMatchObject({ profileId: "p", base: base.path });
    expect(configs.markerOf(base.path)).toBeUndefined();
    writeFileSync(join(home, "config.json"), "{}");
    expect(configs.markerOf(join(home, "config.json"))).toBeUndefined();
  });

  it("is abandoned when its process has ended, not before", () => {
    make(process.pid);
    const left = make(NOBODY);
    expect(configs.abandoned().map(({ path }) => path)).toEqual([left.path]);
    configs.remove(left);
    expect(configs.abandoned()).toEqual([]);
  });

  it("of another boot or container is abandoned only after a day", () => {
    const { directory } = make(process.pid);
    const marker = join(directory, "k6p-private.json");
    writeFileSync(marker, readFileSync(marker, "utf8").replace(/"bootId": "[^"]*"/, '"bootId": "another"'));
    expect(configs.abandoned()).toEqual([]);
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    utimesSync(directory, twoDaysAgo, twoDaysAgo);
    expect(configs.abandoned()).toHaveLength(1);
  });

  it("for shells is made once for a profile and a base, and forgotten with the profile", async () => {
    const request = { bytes: BYTES, profileId: "p", base };
    const first = await configs.refresh(request);
    expect(await configs.refresh(request)).toBe(first);
    const other = await configs.refresh({ ...request, base: { path: "/elsewhere.json", isNamed: true } });
    expect(other).not.toBe(first);
    expect(configs.markerOf(other)).toMatchObject({ base: "/elsewhere.json", baseIsNamed: true });
    configs.forget("p");
    expect(configs.markerOf(first)).toBeUndefined();
  });
});
