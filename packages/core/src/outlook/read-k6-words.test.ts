import { describe, expect, it } from "vitest";
import { readK6Words } from "./read-k6-words.ts";

const read = (line: string) => readK6Words(line.split(" ").slice(1));

describe("the words of a k6 command line", () => {
  it.each([
    ["k6 run -c f.json x.js", "-c", "f.json", 2, ""],
    ["k6 -c f.json run x.js", "-c", "f.json", 1, ""],
    ["k6 run -c=f.json x.js", "-c", "f.json", 1, "-c="],
    ["k6 run -cf.json x.js", "-c", "f.json", 1, "-c"],
    ["k6 run -qc f.json x.js", "-c", "f.json", 2, ""],
    ["k6 cloud run --config f.json x.js", "--config", "f.json", 3, ""],
    ["k6 cloud run --config=f.json x.js", "--config", "f.json", 2, "--config="],
    ["k6 cloud run --config a.json x.js -c b.json", "-c", "b.json", 6, ""],
  ])("%s name a configuration file", (line, flag, path, index, prefix) => {
    expect(read(line).config).toEqual({ flag, path, index, prefix });
  });

  it.each([
    "k6 cloud run x.js",
    "k6 run --compatibility-mode=base x.js",
    "k6 run x.js -- -c f.json",
    "k6 run -e -c=1 x.js",
    "k6 run --tag -c x.js",
    "k6 run --console-output c x.js",
  ])("%s name none", (line) => {
    expect(read(line).config).toBeUndefined();
  });

  it.each([
    ["k6 cloud run s.js", "cloud-run", "s.js"],
    ["k6 -v cloud --config f run -u 3 s.js", "cloud-run", "s.js"],
    ["k6 cloud run --local-execution s.js", "cloud-local", "s.js"],
    ["k6 cloud run --local-execution=false s.js", "cloud-run", "s.js"],
    ["k6 cloud s.js", "cloud-run", "s.js"],
    ["k6 cloud --upload-only s.js", "cloud-upload", "s.js"],
    ["k6 cloud upload -e A=B s.js", "cloud-upload", "s.js"],
    ["k6 cloud run -", "cloud-run", "-"],
    ["k6 cloud login -t T --stack S", "cloud-login", undefined],
    ["k6 cloud test list --project-id 5", "cloud-list", undefined],
    ["k6 run -d 5s -o cloud s.js", "run", "s.js"],
    ["k6 archive -O a.tar s.js", "load", "s.js"],
    ["k6 inspect s.js", "load", "s.js"],
    ["k6 version", "other", undefined],
    ["k6 cloud", "other", undefined],
  ])("%s: %s", (line, command, script) => {
    expect(read(line)).toMatchObject({ command, script });
  });

  it("give variables, outputs, a project and what is shown", () => {
    expect(
      read("k6 run -e A=1 --env=B=x=y -eC -o cloud=name --out json=f --project-id=7 --include-system-env-vars=false s"),
    ).toMatchObject({
      env: { A: "1", B: "x=y", C: "" },
      outputs: ["cloud", "json"],
      projectId: 7,
      includesSystemEnv: false,
      showsLogs: true,
    });
    expect(read("k6 cloud run --show-logs=false s").showsLogs).toBe(false);
    expect(read("k6 run s")).toMatchObject({
      env: {},
      outputs: [],
      projectId: undefined,
      includesSystemEnv: undefined,
    });
  });
});
