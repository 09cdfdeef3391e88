import { describe, expect, it } from "vitest";
import { commandWarnings, configFlagOf } from "./k6-command-line.ts";

describe("a command line of k6", () => {
  it.each([
    ["k6 run -c f.json x.js", "-c"],
    ["k6 -c f.json run x.js", "-c"],
    ["k6 run -c=f.json x.js", "-c"],
    ["k6 run -qc f.json x.js", "-c"],
    ["k6 cloud run --config f.json x.js", "--config"],
    ["k6 cloud run --config=f.json x.js", "--config"],
    ["k6 cloud run x.js", undefined],
    ["k6 run --compatibility-mode=base x.js", undefined],
    ["k6 run x.js -- -c", undefined],
  ])("%s names a configuration file by %s", (line, flag) => {
    expect(configFlagOf(line.split(" "))).toBe(flag);
  });

  it.each([
    "k6 run -o cloud x.js",
    "k6 run --out cloud x.js",
    "k6 run --out=cloud x.js",
    "k6 run -ocloud x.js",
    "k6 run x.js -o cloud=name",
  ])("%s sends no stack, and that is said", (line) => {
    expect(commandWarnings(line.split(" "))).toHaveLength(1);
  });

  it.each(["k6 cloud run -o cloud x.js", "k6 run -o json x.js", "k6 run cloud.js", "k6 cloud run x.js"])(
    "%s needs no warning",
    (line) => {
      expect(commandWarnings(line.split(" "))).toEqual([]);
    },
  );
});
