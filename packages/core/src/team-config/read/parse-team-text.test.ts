import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTeamText } from "./parse-team-text.ts";
import type { TeamFormat } from "../team-places.ts";
import { placeText } from "../team-fault.ts";

const RECIPIENT = `age1${"q".repeat(58)}`;

async function faultsOf(text: string, format: TeamFormat = "yaml"): Promise<readonly string[]> {
  const { faults } = await parseTeamText(text, { path: "k6p.config.yaml", format });
  return faults.map((fault) => `${placeText(fault)}: ${fault.message} (${fault.code})`);
}

describe("a team file", () => {
  const yaml = [
    "# of the platform team",
    "version: 1",
    'extends: [./base.yaml, "@acme/profiles", "github:acme/p#v1"]',
    "default: prod",
    "profiles:",
    "  prod:",
    "    stack: acme",
    "    stackId: 12345",
    "    protected: true",
    "  Staging:",
    "    stackUrl: https://Acme-Staging.grafana.net/a/b",
    "    hostv6: https://API.k6.io/",
    "    tags: [eu]",
    `recipients: { anna: ${RECIPIENT} }`,
    "policy:",
    "  maxTokenAge: 4w",
    "  requireProtected: [prod]",
    '  allowedHosts: ["*.grafana.net"]',
  ].join("\n");

  it("is read with the place of every value, and with normalized stacks and hosts", async () => {
    const { content, faults } = await parseTeamText(yaml, { path: "x.yaml", format: "yaml" });
    expect(faults).toEqual([]);
    expect(content.profiles).toEqual([
      {
        name: "prod",
        place: { line: 6, column: 3 },
        settings: { stackUrl: "https://acme.grafana.net", stackId: 12345, protected: true },
        places: {
          stackUrl: { line: 7, column: 5 },
          stackId: { line: 8, column: 5 },
          protected: { line: 9, column: 5 },
        },
      },
      expect.objectContaining({
        name: "Staging",
        settings: { stackUrl: "https://acme-staging.grafana.net", hostv6: "https://api.k6.io", tags: ["eu"] },
      }),
    ]);
    expect(content.extends.map(({ value }) => value.kind)).toEqual(["file", "package", "remote"]);
    expect(content.recipients?.value).toEqual([{ name: "anna", key: RECIPIENT }]);
    expect(content.policy.maxTokenAge).toEqual({ value: 28 * 24 * 3_600_000, place: { line: 16, column: 16 } });
  });

  it("means the same in JSON and under the key of a package.json", async () => {
    const team = { version: 1, profiles: { prod: { stack: "acme", description: "größer 🙂" } } };
    const json = await parseTeamText(JSON.stringify(team, null, 2), { path: "x.json", format: "json" });
    const packed = { name: "x", k6p: team, version: "1.0.0", dependencies: { k6p: "1" } };
    const inPackage = await parseTeamText(JSON.stringify(packed), { path: "package.json", format: "package" });
    expect(json.content.profiles[0]?.settings).toEqual({
      stackUrl: "https://acme.grafana.net",
      description: "größer 🙂",
    });
    expect(inPackage.content.profiles[0]?.settings).toEqual(json.content.profiles[0]?.settings);
    expect([...json.faults, ...inPackage.faults]).toEqual([]);
  });

  it.each([
    ["", "k6p.config.yaml:1:1: it is empty; a team file starts with version: 1"],
    ["- a", "k6p.config.yaml:1:1: it must be a map that starts with version: 1"],
    ["profiles: {}", "k6p.config.yaml:1:1: version is missing: add version: 1"],
    ["version: 1\nprofiles: []", "k6p.config.yaml:2:11: profiles must be a map, not a list"],
    ["version: 1\nprofiles:\n  a: b", "k6p.config.yaml:3:6: profiles.a: it must be a map of settings"],
    [
      "version: 1\nprofiles:\n  a:\n    stakId: 1",
      'k6p.config.yaml:4:5: profiles.a: "stakId" is not a known key; did you mean stackId?',
    ],
    [
      "version: 1\nprofiles:\n  a:\n    stackId: x",
      "k6p.config.yaml:4:14: profiles.a: stackId must be a whole number from 1 to 2147483647",
    ],
    [
      "version: 1\nprofiles:\n  a: { stack: a b }",
      'k6p.config.yaml:3:15: profiles.a.stack: "a b" is not a Grafana Cloud stack',
    ],
    ["version: 1\nextends: [/etc/x.yaml]", 'k6p.config.yaml:2:11: extends: "/etc/x.yaml" must be a relative path'],
    ["version: 1\nextends: ['git+file:///x']", "k6p.config.yaml:2:11: extends:"],
    [
      "version: 1\npolicy: { maxTokenAge: 90 }",
      'k6p.config.yaml:2:24: policy: maxTokenAge must be a string such as "90d"',
    ],
    ["version: 1\nrecipients: { constructor: age1qqqqqqqqqqqqqqqqqqqqqqqqqqq }", "k6p.config.yaml:2:15: recipients:"],
    ["a: 1\na: 2", 'k6p.config.yaml:2:1: the key "a" appears twice'],
    ["version: 1\nprofiles:\n  prod: {}\n  PROD: {}", "k6p.config.yaml:4:3: profiles: prod and PROD are the same name"],
    ["a: [", "k6p.config.yaml:1:5: it is not valid YAML"],
    ["version: 1\n---\nversion: 1", "k6p.config.yaml:2:1: it has more than one document"],
    ["%YAML 1.1\n---\nversion: 1", "k6p.config.yaml:1:1: it has a directive"],
    ["version: 1\ndefault: !!str a", "k6p.config.yaml:2:16: it has a tag"],
    ["version: &a 1", "k6p.config.yaml:1:13: it has an anchor"],
    ["version: 1\nprofiles:\n  a: *x", "k6p.config.yaml:3:6: it "],
    ["? [a]\n: 1", "k6p.config.yaml:1:3: it "],
  ])("that reads %j is refused with the place and what was expected", async (text, expected) => {
    const [first = ""] = await faultsOf(text);
    expect(first).toContain(expected);
    expect(first).toContain("(TEAM_FILE_INVALID)");
  });

  it("of a newer version is refused for its version, whatever its content", async () => {
    expect(await faultsOf("nonsense: 1\nversion: 2")).toEqual([
      "k6p.config.yaml:2:10: it has version 2, but this k6p supports versions up to 1 (TEAM_FILE_TOO_NEW)",
    ]);
  });

  it("reports all its errors at once", async () => {
    expect(await faultsOf("version: 1\ncolour: red\nprofiles:\n  a: { stackId: 0 }\n  b: { tags: [1] }")).toHaveLength(
      3,
    );
  });

  it.each([
    "__proto__",
    "constructor",
    "prototype",
    "..",
    "a/b",
    "CON",
    "aux.x",
    "a\u202eb",
    "a\u001b]52;x",
    "x".repeat(10_000),
  ])("has no profile of the name %j", async (name) => {
    for (const [text, format] of [
      [`version: 1\nprofiles:\n  ${JSON.stringify(name)}: { stack: acme }`, "yaml"],
      [`{"version":1,"profiles":{${JSON.stringify(name)}:{"stack":"acme"}}}`, "json"],
    ] as const) {
      const { faults, content } = await parseTeamText(text, { path: "x", format });
      expect(faults, format).toHaveLength(1);
      expect(faults[0]?.message, format).toMatch(/is not a valid profile name|appears twice|is not/);
      expect(faults[0]?.message, format).not.toMatch(/\p{C}/u);
      expect(content.profiles).toEqual([]);
    }
  });

  it.each([
    ["http://acme.grafana.net", "stackUrl"],
    ["https://me:pw@acme.grafana.net", "hostv6"],
    ["https://gràfana.net\u0000", "hostv6"],
    ["https:///x", "hostv6"],
    ["https://api.k6.io\\r\\nX: y", "host"],
    ["https://api.k6.io/path", "hostv6"],
    ["http://api.k6.io", "hostv6"],
    ["ftp://api.k6.io", "host"],
  ])("does not take %s for a place to send tokens to", async (url, key) => {
    expect(await faultsOf(`version: 1\nprofiles:\n  a:\n    stackId: 1\n    ${key}: "${url}"`)).toHaveLength(1);
  });

  it("shows homographs in punycode", async () => {
    const { content } = await parseTeamText("version: 1\nprofiles: { a: { hostv6: https://gràfana.net } }", {
      path: "x",
      format: "yaml",
    });
    expect(content.profiles[0]?.settings.hostv6).toBe("https://xn--grfana-jta.net");
  });
});

describe("a token in a team file", () => {
  const token = `glc_${"A1b2".repeat(12)}`;

  it.each([
    [`version: 1\n# ${token}`, 2],
    [`version: 1\nprofiles:\n  a:\n    description: "use ${token}"`, 4],
    ["version: 1\nprofiles:\n  a:\n    token: hunter2", 4],
    ["version: 1\nK6_CLOUD_TOKEN: hunter2", 2],
    [`version: 1\nprofiles:\n  a:\n    description: ${"0123abcd".repeat(8)}`, 4],
    ["version: 1\n\n# AGE-SECRET-KEY-1QQQQQQQQQQQ", 3],
  ])("is refused with its line and never shown: %j", async (text, line) => {
    const { faults, content } = await parseTeamText(text, { path: "k6p.config.yaml", format: "yaml" });
    expect(faults[0]).toMatchObject({ code: "TEAM_FILE_HAS_TOKEN", line });
    expect(faults[0]?.remedy.join("\n")).toMatch(/k6p (login|team join)[\s\S]*git filter-repo/);
    expect(JSON.stringify(faults)).not.toMatch(/A1b2|hunter2|0123abcd|1QQQQ/);
    expect(content.profiles).toEqual([]);
  });

  it("is not seen in commits, checksums or in the rest of a package.json", async () => {
    const commit = "0123abcd".repeat(8);
    expect(await faultsOf(`version: 1\nextends: ["git+https://h/r#${commit}"] # sha256:${commit}`)).toEqual([]);
    expect(await faultsOf(`{"token":"x","y":"${token}","k6p":{"version":1}}`, "package")).toEqual([]);
  });
});

describe("a text made to be expensive", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [index, letter] of [..."bcdefghi"].entries()) {
    const previous = "abcdefgh"[index];
    bomb.push(`${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${previous}`).join(",")}]`);
  }
  const size = 256 * 1024;

  it.each([
    ["aliases of aliases", bomb.join("\n")],
    ["nothing but brackets", "[".repeat(size)],
    ["nothing but braces", "{a: ".repeat(size / 4)],
    ["nothing but dashes", "- ".repeat(size / 2)],
    ["deep blocks", Array.from({ length: 600 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
    ["thirty thousand keys", Array.from({ length: 26_000 }, (_, key) => `k${key}: 1`).join("\n")],
    ["nothing but quotes", '"'.repeat(size)],
    ["nothing but anchors", "&a ".repeat(size / 3)],
  ])("%s is refused soon, in little memory", async (_, text) => {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const faults = await faultsOf(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it("cannot expand aliases: the first one is refused", async () => {
    expect(await faultsOf(bomb.join("\n"))).toEqual([expect.stringContaining("it has an anchor")]);
  });

  it("may also be JSON", async () => {
    expect(await faultsOf("[".repeat(size), "json")).toHaveLength(1);
    expect(await faultsOf(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`, "json")).toEqual([
      expect.stringContaining("more than 32 levels of nesting"),
    ]);
    expect(await faultsOf(`[${"1,".repeat(10_000)}1]`, "json")).toEqual([
      expect.stringContaining("more than 10000 values"),
    ]);
  });
});

describe("the published schema", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../../schemas/team.schema.json", import.meta.url), "utf8"),
  ) as object;
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

  it("judges files as k6p does", async () => {
    const id = fc.constantFrom(1, 77, 2147483647, 0, 2147483648, -1, 1.5, "1", null);
    const url = fc.constantFrom("https://acme.grafana.net", "https://api.k6.io", "acme", "https://", 1);
    const name = fc.constantFrom(
      "prod",
      "Prod",
      "eu.prod-1",
      "a_b",
      "con",
      "COM1.x",
      "constructor",
      "a.",
      "x.JSON",
      "-a",
      "",
      "a b",
      "x".repeat(65),
    );
    const definition = fc.record(
      {
        stack: fc.constantFrom("acme", "acme.grafana.net", "", 1),
        stackUrl: url,
        stackId: id,
        defaultProjectId: id,
        tokenKind: fc.constantFrom("personal", "stack", "other"),
        host: url,
        hostv6: url,
        description: fc.constantFrom("x", "", "x".repeat(501), 1),
        tags: fc.constantFrom(["eu"], ["two words"], [], "eu", [1]),
        protected: fc.constantFrom(true, false, "yes"),
        other: fc.constant(1),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const policy = fc.record(
      {
        maxTokenAge: fc.constantFrom("90d", "1h", "4w", "0d", "90", 90, "1y"),
        requireProtected: fc.constantFrom(["prod"], ["a b"], "prod", []),
        allowedHosts: fc.constantFrom(["*.grafana.net"], ["api.k6.io:8443"], ["https://x"], ["UPPER"], "x", ["*"]),
        other: fc.constant(1),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const team = fc.record(
      {
        $schema: fc.constantFrom("x", 1),
        version: fc.constantFrom(1, 1, 1, 1, 0, "1"),
        extends: fc.constantFrom(["./a.yaml"], [], "./a.yaml", [1], [""]),
        profiles: fc.oneof(
          fc.dictionary(name, definition, { maxKeys: 2, noNullPrototype: true }),
          fc.constantFrom([], "x"),
        ),
        default: name,
        recipients: fc.constantFrom(
          [RECIPIENT],
          { anna: RECIPIENT },
          { constructor: RECIPIENT },
          { "-a": RECIPIENT },
          ["ssh-rsa x"],
          "x",
        ),
        policy,
        other: fc.constant(1),
      },
      { requiredKeys: ["version"], noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(team, async (content) => {
        fc.pre(!sameNames(content.profiles));
        const faults = await faultsOf(JSON.stringify(content), "json");
        expect(faults.length === 0, faults.join("\n")).toBe(validate(JSON.parse(JSON.stringify(content))));
      }),
      { numRuns: 3000 },
    );
  });

  function sameNames(profiles: unknown): boolean {
    const names = Object.keys(typeof profiles === "object" && profiles !== null ? profiles : {});
    return new Set(names.map((name) => name.toLowerCase())).size < names.length;
  }
});
