import { mkdirSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeTeamFolder, type TeamFolder } from "../fixtures/team-folder.ts";
import { loadTeamGraph } from "./load-team-graph.ts";
import { mergeTeamFiles } from "./merge-team-files.ts";
import { noRemoteExtends, type RemoteExtends } from "./remote-extends.ts";
import type { TeamConfig } from "../team-config.ts";
import { placeText } from "../team-fault.ts";

async function load(folder: TeamFolder, remote: RemoteExtends = noRemoteExtends, below = "") {
  const path = folder.path(below, "k6p.config.yaml");
  const graph = await loadTeamGraph(folder.host(below), { path, folder: folder.root, remote });
  if (graph === undefined) throw new Error("no team file");
  return graph;
}

async function merged(folder: TeamFolder): Promise<TeamConfig> {
  const graph = await load(folder);
  expect(graph.faults).toEqual([]);
  return mergeTeamFiles(graph);
}

async function faults(folder: TeamFolder): Promise<readonly string[]> {
  return (await load(folder)).faults.map(
    (fault) => `${placeText(fault).replace(`${folder.root}/`, "")}: ${fault.message} (${fault.code})`,
  );
}

function team(lines: string, ...references: readonly string[]): string {
  return `version: 1\nextends: ${JSON.stringify(references)}\n${lines}`;
}

describe("extends", () => {
  it("takes each value from the nearest file, and records its source", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("profiles:\n  prod:\n    defaultProjectId: 5\n", "./base.yaml"),
      "base.yaml": team(
        "default: prod\nprofiles:\n  prod: { stack: acme, stackId: 1, defaultProjectId: 4 }\n",
        "./org/all.json",
      ),
      "org/all.json":
        '{"version":1,"default":"other","profiles":{"prod":{"tags":["org"],"description":"x"},"other":{"stack":"o"}}}',
    });
    const { profiles, default: byDefault } = await merged(folder);
    expect([...profiles.keys()].toSorted()).toEqual(["other", "prod"]);
    expect(profiles.get("prod")).toMatchObject({
      settings: {
        stackUrl: "https://acme.grafana.net",
        stackId: 1,
        defaultProjectId: 5,
        tags: ["org"],
        description: "x",
      },
      sources: {
        defaultProjectId: { file: folder.path("k6p.config.yaml"), line: 5 },
        stackUrl: { file: folder.path("base.yaml"), line: 5 },
        tags: { file: folder.path("org/all.json"), line: 1 },
      },
    });
    expect(byDefault).toMatchObject({ value: "prod", file: folder.path("base.yaml") });
  });

  it("prefers fewer steps, and at the same distance the later entry", async () => {
    const one = (stack: string): string => `version: 1\nprofiles: { a: { stack: ${stack} } }`;
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("", "./left.yaml", "./right.yaml"),
      "left.yaml": team("", "./far.yaml"),
      "right.yaml": "version: 1",
      "far.yaml": one("far"),
    });
    const stack = async () => (await merged(folder)).profiles.get("a")?.settings.stackUrl;
    expect(await stack()).toBe("https://far.grafana.net");
    folder.write({ "right.yaml": one("right") });
    expect(await stack()).toBe("https://right.grafana.net");
    folder.write({ "left.yaml": `${one("left")}\nextends: [./far.yaml]` });
    expect(await stack()).toBe("https://right.grafana.net");
    folder.write({ "right.yaml": "version: 1" });
    expect(await stack()).toBe("https://left.grafana.net");
  });

  it("does not mix settings of one stack with another stack", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("profiles: { a: { stack: mine, defaultProjectId: 9 } }", "./base.yaml"),
      "base.yaml":
        "version: 1\nprofiles: { a: { stack: theirs, stackId: 1, defaultProjectId: 2, hostv6: https://api.k6.io, description: d } }",
    });
    expect((await merged(folder)).profiles.get("a")?.settings).toEqual({
      stackUrl: "https://mine.grafana.net",
      defaultProjectId: 9,
      description: "d",
      tokenKind: "personal",
      tags: [],
      protected: false,
    });
  });

  it("applies all policies: none replaces another", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("profiles: { a: { stack: a } }\npolicy: { maxTokenAge: 90d }", "./org.yaml"),
      "org.yaml": "version: 1\npolicy: { maxTokenAge: 30d, requireProtected: [A] }",
    });
    const { policies, profiles } = await merged(folder);
    expect(policies.map(({ policy }) => policy.maxTokenAge?.value)).toEqual([90 * 86_400_000, 30 * 86_400_000]);
    expect(profiles.get("a")).toMatchObject({
      settings: { protected: true },
      sources: { protected: { file: folder.path("org.yaml"), line: 2 } },
    });
  });

  it("finds packages as Node does, and their own team file or another file in them", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("", "@acme/profiles", "plain/sub/eu.json"),
      "node_modules/@acme/profiles/k6p.config.yaml": team("profiles: { a: { stack: a } }", "./more.yaml", "inner"),
      "node_modules/@acme/profiles/more.yaml": "version: 1\nprofiles: { b: { stack: b } }",
      "node_modules/@acme/profiles/node_modules/inner/k6p.config.json": '{"version":1,"profiles":{"c":{"stack":"c"}}}',
      "node_modules/inner/k6p.config.json": '{"version":1,"profiles":{"wrong":{"stack":"c"}}}',
      "node_modules/plain/sub/eu.json": '{"version":1,"profiles":{"d":{"stack":"d"}}}',
    });
    expect([...(await merged(folder)).profiles.keys()].toSorted()).toEqual(["a", "b", "c", "d"]);
  });

  it("follows the link to a package, and keeps the package's files in the package", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("", "linked"),
      "store/linked/k6p.config.yaml": team("profiles: { a: { stack: a } }", "../secret.yaml"),
      "store/secret.yaml": "version: 1",
    });
    mkdirSync(folder.path("node_modules"));
    symlinkSync("../store/linked", folder.path("node_modules/linked"));
    expect(await faults(folder)).toEqual([
      expect.stringMatching(/secret\.yaml is outside .*store.linked.*TEAM_EXTENDS_INVALID/),
    ]);
  });

  it.each([
    ["a file outside the repository", ["../outside.yaml"], "is outside"],
    ["a link to a file outside it", ["./link.yaml"], "is outside"],
    ["code", ["./code.js"], "only data files can be extended"],
    ["a link from a data file to code", ["./code.yaml"], "is not a data file"],
    ["a file that is not there", ["./none.yaml"], "there is no file"],
    ["a package that is not installed", ["@acme/none"], "the package @acme/none is not installed"],
    ["a package without a team file", ["bare"], "the package bare has no k6p.config.yaml"],
    ["a git repository that was not copied", ["github:acme/p#v1"], "it has not been copied to this machine"],
    ["a folder", ["./node_modules"], "only data files can be extended"],
  ])("refuses %s, at its line", async (_, references, reason) => {
    const folder = makeTeamFolder();
    folder.write({
      "repo/k6p.config.yaml": team("", ...references),
      "repo/node_modules/bare/package.json": '{"main":"x.js"}',
      "repo/code.js": "",
      "outside.yaml": "version: 1",
    });
    symlinkSync("../outside.yaml", folder.path("repo/link.yaml"));
    symlinkSync("code.js", folder.path("repo/code.yaml"));
    const path = folder.path("repo/k6p.config.yaml");
    const request = { path, folder: folder.path("repo"), remote: noRemoteExtends };
    const graph = await loadTeamGraph(folder.host(), request);
    expect(graph?.faults).toHaveLength(1);
    expect(graph?.faults[0]).toMatchObject({ line: 2, message: expect.stringContaining(reason) });
  });

  it("lists the files that extend each other in a cycle", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("", "./a.yaml", "./b.yaml"),
      "a.yaml": team("", "./b.yaml"),
      "b.yaml": team("", "./a.yaml"),
    });
    const [fault = "", ...more] = await faults(folder);
    expect(more).toEqual([]);
    expect(fault.replaceAll(`${folder.root}/`, "")).toBe(
      "a.yaml:2:11: the files extend each other in a cycle: a.yaml → b.yaml → a.yaml (TEAM_EXTENDS_INVALID)",
    );
    folder.write({ "a.yaml": team("", "./k6p.config.yaml"), "b.yaml": "version: 1" });
    expect(await faults(folder)).toHaveLength(1);
  });

  it("follows five levels and no more, and shows the path", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": team("", "./1.yaml"), "6.yaml": "version: 1" });
    for (const level of [1, 2, 3, 4, 5]) folder.write({ [`${level}.yaml`]: team("", `./${level + 1}.yaml`) });
    const [fault = ""] = await faults(folder);
    expect(fault).toContain("it is more than 5 levels away");
    expect(fault).toContain("→ ./6.yaml");
    folder.write({ "5.yaml": "version: 1" });
    expect(await faults(folder)).toEqual([]);
  });

  it("reports the errors of every file with their places", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("", "./a.yaml", "./b.yaml"),
      "a.yaml": "version: 1\nnope: 1",
      "b.yaml": "version: 2",
    });
    expect(await faults(folder)).toEqual([
      expect.stringContaining("a.yaml:2:1"),
      expect.stringContaining("b.yaml:1:10"),
    ]);
  });

  it("uses the copy of a git repository, and marks it as needing trust", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": team("profiles: { a: { stack: a } }", "github:acme/p#v1"),
      "copies/p/k6p.config.yaml": team("profiles: { b: { stack: b } }", "./more.yaml", "../leave.yaml"),
      "copies/p/more.yaml": "version: 1\nprofiles: { c: { stack: c } }",
      "copies/leave.yaml": "version: 1",
    });
    const remote: RemoteExtends = {
      find: () => ({
        kind: "copy",
        commit: "1".repeat(40),
        path: folder.path("copies/p/k6p.config.yaml"),
        folder: folder.path("copies/p"),
      }),
    };
    const graph = await load(folder, remote);
    expect(graph.faults.map(({ message }) => message)).toEqual([expect.stringContaining("is outside")]);
    const whole = mergeTeamFiles(graph);
    expect([...whole.profiles.keys()]).toEqual(["a", "b", "c"]);
    expect(whole.sensitive).toMatchObject([{ key: "extends", value: "github:acme/p#v1 at 111111111111", line: 2 }]);
    const withoutRemote = mergeTeamFiles(graph, ({ reference }) => reference.kind !== "remote");
    expect([...withoutRemote.profiles.keys()]).toEqual(["a"]);
  });
});
