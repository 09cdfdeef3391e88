import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { formatBindings, parseBindings } from "./binding-lines.ts";
import { Bindings } from "./bindings.ts";

const PROD = { id: "a".repeat(26), name: "prod" };
const DEV = { id: "b".repeat(26), name: "dev" };
const RULES = { separator: "/" };

let home: string;
let bindings: Bindings;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-bindings-"));
  const host = createNodeHost({ env: { HOME: home }, platform: "linux" });
  bindings = new Bindings({ host, configDirectory: home, lockDirectory: join(home, "locks") });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("bindings", () => {
  it("are none where there is no file", () => {
    expect(bindings.list()).toEqual([]);
    expect(bindings.nearest("/x")).toBeUndefined();
  });

  it("count for the folder and what is below it, the nearest first, and not for a folder that only begins alike", async () => {
    await bindings.put({ folder: "/work/acme", profile: PROD });
    await bindings.put({ folder: "/work/acme/lab", profile: DEV });
    const nameFor = (folder: string): string | undefined => bindings.nearest(folder)?.profile.name;
    expect(nameFor("/work/acme")).toBe("prod");
    expect(nameFor("/work/acme/src/deep")).toBe("prod");
    expect(nameFor("/work/acme/lab/x")).toBe("dev");
    expect(nameFor("/work/acme-old")).toBeUndefined();
    expect(nameFor("/work")).toBeUndefined();
  });

  it("can be for the root of everything", async () => {
    await bindings.put({ folder: "/", profile: PROD });
    expect(bindings.nearest("/")?.folder).toBe("/");
    expect(bindings.nearest("/any/where")?.profile).toEqual(PROD);
  });

  it("replace what the folder was bound to, and go again", async () => {
    await bindings.put({ folder: "/x", profile: PROD });
    await bindings.put({ folder: "/x", profile: DEV });
    expect(bindings.list()).toEqual([{ folder: "/x", profile: DEV }]);
    await bindings.remove("/x");
    expect(bindings.list()).toEqual([]);
  });

  it("follow a profile to its new name", async () => {
    await bindings.put({ folder: "/x", profile: PROD });
    await bindings.put({ folder: "/y", profile: DEV });
    await bindings.rename([{ id: PROD.id, name: "live" }]);
    expect(bindings.list().map(({ profile }) => profile.name)).toEqual(["live", "dev"]);
  });

  it.runIf(process.platform !== "win32")("are for the user alone", async () => {
    await bindings.put({ folder: "/x", profile: PROD });
    expect(statSync(bindings.path).mode & 0o777).toBe(0o600);
  });

  it("have the longest folder first, each with a separator at its end, for shells to compare", async () => {
    for (const folder of ["/a", "/a/b b", "/", "/50%\n\t"]) await bindings.put({ folder, profile: PROD });
    const lines = readFileSync(bindings.path, "utf8").split("\n").slice(1, -1);
    expect(lines.map((line) => line.split("\t")[0])).toEqual(["/50%25%0A%09/", "/a/b b/", "/a/", "/"]);
  });

  it("come before the defaults of teams' files, however near those are", async () => {
    await bindings.setTrustedDefault("/work/acme/lab", "dev");
    await bindings.put({ folder: "/work", profile: PROD });
    await bindings.setTrustedDefault("/srv", "prod");
    const lines = readFileSync(bindings.path, "utf8").split("\n").slice(1, -1);
    expect(lines).toEqual([`/work/\tprod\t${PROD.id}`, "/work/acme/lab/\tdev\tteam", "/srv/\tprod\tteam"]);
    expect(bindings.list()).toHaveLength(1);
    expect(bindings.trustedDefaultIn("/work/acme/lab/deep")).toEqual({ folder: "/work/acme/lab", name: "dev" });
    await bindings.rename([{ id: PROD.id, name: "live" }]);
    await bindings.remove("/work");
    await bindings.setTrustedDefault("/srv", undefined);
    expect(bindings.trustedDefaults()).toEqual([{ folder: "/work/acme/lab", name: "dev" }]);
  });

  it("leave out lines that somebody has broken", () => {
    writeFileSync(bindings.path, `# remark\n\n/x/\n/y/\tprod\t${PROD.id}\n`);
    expect(bindings.list()).toEqual([{ folder: "/y", profile: PROD }]);
  });

  it("do not mind case and have drives on Windows", () => {
    const host = createNodeHost({ platform: "win32" });
    const bound = [
      { folder: "C:\\Work", profile: PROD },
      { folder: "D:\\", profile: DEV },
    ];
    writeFileSync(bindings.path, formatBindings({ bindings: bound, defaults: [] }, { separator: "\\" }));
    const files = { ...host.files, read: (_: string, maxBytes: number) => host.files.read(bindings.path, maxBytes) };
    const context = { configDirectory: "C:\\config", lockDirectory: "C:\\locks" };
    const windows = new Bindings({ host: { ...host, files }, ...context });
    expect(windows.nearest("c:\\WORK\\src")?.folder).toBe("C:\\Work");
    expect(windows.nearest("C:\\Workshop")).toBeUndefined();
    expect(windows.nearest("d:\\x")?.folder).toBe("D:\\");
  });

  it("are read as they were written, whatever the folder is called", () => {
    const name = fc
      .string({ minLength: 1, unit: "binary" })
      .map((text) => text.toWellFormed().replaceAll(/[/\0]/g, "_"));
    const folder = fc.array(name, { maxLength: 4 }).map((names) => `/${names.join("/")}`);
    const list = fc.uniqueArray(
      folder.map((path) => ({ folder: path, profile: PROD })),
      { selector: (binding) => binding.folder },
    );
    fc.assert(
      fc.property(list, (all) => {
        const defaults = all.map(({ folder: path }) => ({ folder: path, name: "dev" }));
        const read = parseBindings(formatBindings({ bindings: all, defaults }, RULES), RULES);
        expect(new Set(read.bindings)).toEqual(new Set(all));
        expect(new Set(read.defaults)).toEqual(new Set(defaults));
      }),
    );
  });
});
