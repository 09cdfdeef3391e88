import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { RecentProfiles } from "./recent-profiles.ts";

function recentIn(stateDirectory: string): RecentProfiles {
  return new RecentProfiles({ host: createNodeHost(), stateDirectory });
}

it("remembers which profiles were used, the last one first and each once", () => {
  const directory = join(scratchFolder(), "state");
  for (const id of ["a", "b", "c", "a"]) recentIn(directory).remember(id);
  expect(recentIn(directory).ids()).toEqual(["a", "c", "b"]);
  expect(readdirSync(directory)).toEqual(["recent.json"]);
});

it("writes nothing when the same profile is used again", () => {
  const directory = scratchFolder();
  recentIn(directory).remember("a");
  const facts = (): unknown => {
    const { ino, mtimeNs } = statSync(join(directory, "recent.json"), { bigint: true });
    return { ino, mtimeNs };
  };
  const before = facts();
  recentIn(directory).remember("a");
  expect(facts()).toEqual(before);
});

it("does not grow without end", () => {
  const recent = recentIn(scratchFolder());
  for (let number = 0; number < 120; number++) recent.remember(`id-${number}`);
  expect(recent.ids()).toHaveLength(100);
  expect(recent.ids()[0]).toBe("id-119");
});

it("takes a file that is nonsense for an empty memory", () => {
  const directory = scratchFolder();
  for (const content of ["", "{", '{"a":1}', '[1,{"b":2},"kept"]', "null"]) {
    writeFileSync(join(directory, "recent.json"), content);
    expect(recentIn(directory).ids(), content).toEqual(content.includes("kept") ? ["kept"] : []);
  }
});

it("does not trouble the command when it cannot be written", () => {
  const directory = scratchFolder();
  mkdirSync(join(directory, "recent.json"));
  expect(() => recentIn(directory).remember("a")).not.toThrow();
  expect(readdirSync(directory)).toEqual(["recent.json"]);
  writeFileSync(join(directory, "in-the-way"), "mine");
  expect(() => recentIn(join(directory, "in-the-way", "state")).remember("a")).not.toThrow();
  expect(readFileSync(join(directory, "in-the-way"), "utf8")).toBe("mine");
});
