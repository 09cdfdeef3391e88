import { describe, expect, it } from "vitest";
import { findK6 } from "./find-k6.ts";

describe("k6 in a command line", () => {
  it.each([
    [["k6", "run", "s.js"], "program"],
    [["./k6-1.6.1", "run", "s.js"], "program"],
    [["k6-v2.2.0", "run", "s.js"], "program"],
    [["C:\\tools\\K6.exe", "run", "s.js"], "program"],
    [["k6_custom", "run", "s.js"], "program"],
    [["npx", "-y", "k6", "run", "s.js"], "runner"],
    [["env", "A=1", "k6", "run", "s.js"], "runner"],
    [["nice", "-n", "5", "/usr/bin/k6", "run", "s.js"], "runner"],
    [["docker", "run", "--rm", "-i", "grafana/k6:1.6.1", "run", "s.js"], "container"],
    [["podman", "run", "-v", ".:/w", "docker.io/grafana/k6", "run", "s.js"], "container"],
    [["docker", "run", "grafana/k6@sha256:0123", "run", "s.js"], "container"],
    [["sh", "-c", "cd x && k6 run s.js; echo"], "text"],
    [["/bin/bash", "-euc", "A=1 './k6' run \"s.js\" >out"], "text"],
    [["./load.sh", "run", "s.js"], "unknown"],
  ] as const)("%j is %s", (command, kind) => {
    expect(findK6(command)).toMatchObject({ kind, words: ["run", "s.js"] });
  });

  it.each([
    [
      ["sh", "-c", "make load"],
      ["-c", "make load"],
    ],
    [["./run.sh", "k6.js"], ["k6.js"]],
    [
      ["./run.sh", "-c", "k6.json"],
      ["-c", "k6.json"],
    ],
  ] as const)("%j shows none", (command, words) => {
    expect(findK6(command)).toEqual({ kind: "unknown", words, at: 1 });
  });

  it("says where its words begin", () => {
    expect(findK6(["npx", "k6", "-c", "f"]).at).toBe(2);
    expect(findK6(["sh", "-c", "k6 -c f"]).at).toBeUndefined();
  });
});
