import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeTeamFolder } from "../fixtures/team-folder.ts";
import { ParsedFiles } from "./parsed-files.ts";
import { readTeamFile } from "./read-team-file.ts";

const TEAM =
  "version: 1\ndefault: prod\nprofiles:\n  prod: { stack: acme, tags: [eu] }\npolicy: { maxTokenAge: 90d }\n";

describe("the cache of parsed team files", () => {
  it("finds them by their bytes, the same as if they were parsed again", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": TEAM });
    const parsed = new ParsedFiles({ host: folder.host(), stateDirectory: folder.path("state") });
    const read = () => readTeamFile(folder.host(), folder.path("k6p.config.yaml"), parsed);
    const first = await read();
    if (first === undefined) throw new Error("no file");
    parsed.keep([first]);
    const second = await read();
    expect(second).toEqual({ ...first, remembered: true });
    folder.write({ "k6p.config.yaml": `${TEAM} ` });
    expect(await read()).toMatchObject({ remembered: false, content: { default: { value: "prod" } } });
  });

  it("ignores a file that others could have written, and a broken one", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": TEAM });
    const parsed = new ParsedFiles({ host: folder.host(), stateDirectory: folder.path("state") });
    const first = await readTeamFile(folder.host(), folder.path("k6p.config.yaml"), parsed);
    if (first === undefined) throw new Error("no file");
    parsed.keep([first]);
    const directory = folder.path("state", "team-files");
    const [name = ""] = readdirSync(directory);
    const path = folder.path("state", "team-files", name);
    const text = readFileSync(path, "utf8");
    if (process.platform !== "win32") {
      chmodSync(directory, 0o770);
      expect(parsed.find(first)).toBeUndefined();
      chmodSync(directory, 0o700);
      chmodSync(path, 0o640);
      expect(parsed.find(first)).toBeUndefined();
      chmodSync(path, 0o600);
    }
    expect(parsed.find(first)).toEqual(first.content);
    for (const broken of ["", "{", "null", '{"form":0,"content":{}}', text.slice(0, -9), '{"form":1,"content":{}}']) {
      writeFileSync(path, broken);
      expect(parsed.find(first), broken).toBeUndefined();
    }
  });

  it("does not keep files with errors, nor short JSON files", async () => {
    const folder = makeTeamFolder({ "bad.yaml": "version: 1\nx: 1", "short.json": '{"version":1}' });
    const parsed = new ParsedFiles({ host: folder.host(), stateDirectory: folder.path("state") });
    for (const name of ["bad.yaml", "short.json"]) {
      const file = await readTeamFile(folder.host(), folder.path(name), parsed);
      if (file !== undefined) parsed.keep([file]);
    }
    expect(folder.host().files.list(folder.path("state"))).toBeUndefined();
  });
});
