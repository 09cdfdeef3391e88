import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { editTeamText } from "./edit-team-text.ts";
import { parseTeamText } from "../read/parse-team-text.ts";
import type { TeamEdit } from "./team-edit.ts";
import type { TeamFormat } from "../team-places.ts";

const ADD: TeamEdit = {
  kind: "add",
  name: "new",
  entries: [
    ["stack", "acme"],
    ["stackId", 5],
    ["description", 'say "hi": yes #1'],
    ["tags", ["eu", "on"]],
    ["protected", true],
  ],
};
const LINES = [
  "new:",
  "  stack: acme",
  "  stackId: 5",
  '  description: "say \\"hi\\": yes #1"',
  '  tags: [eu, "on"]',
  "  protected: true",
];

function edit(text: string, change: TeamEdit, format: TeamFormat = "yaml"): Promise<string> {
  return editTeamText(text, change, { path: "k6p.config.yaml", format });
}

function block(indent: string): string {
  return LINES.map((line) => `${indent}${line}\n`).join("");
}

describe("adding a profile to a YAML file", () => {
  it.each([
    [
      "behind the last one",
      "version: 1\nprofiles:\n  a:\n    stack: a # why\n\n# the end\n",
      `version: 1\nprofiles:\n  a:\n    stack: a # why\n${block("  ")}\n# the end\n`,
    ],
    [
      "with the indentation of the others",
      "profiles:\n    a: { stack: a }\nversion: 1",
      `profiles:\n    a: { stack: a }\n${block("    ")}version: 1`,
    ],
    [
      "behind a text of several lines",
      "version: 1\nprofiles:\n  a:\n    description: |\n      one\n\n      two\ndefault: a\n",
      `version: 1\nprofiles:\n  a:\n    description: |\n      one\n\n      two\n${block("  ")}default: a\n`,
    ],
    ["where there is none yet", "version: 1 # x", `version: 1 # x\nprofiles:\n${block("  ")}`],
    [
      "into empty braces",
      "version: 1\nprofiles: {} # none\ndefault: a\n",
      `version: 1\nprofiles: # none\n${block("  ")}default: a\n`,
    ],
    ["into empty braces at the end", "version: 1\nprofiles: {}", `version: 1\nprofiles:\n${block("  ")}`],
    [
      "with the line breaks of Windows",
      "version: 1\r\nprofiles:\r\n  a: {}\r\n",
      `version: 1\n\nprofiles:\n  a: {}\n${block("  ")}`.replace("\n\n", "\n").replaceAll("\n", "\r\n"),
    ],
  ])("puts it %s, and touches nothing else", async (_, text, expected) => {
    expect(await edit(text, ADD)).toBe(expected);
  });

  it("can be undone to the byte", async () => {
    const text =
      "# head\nversion: 1\nprofiles:\n\n  # first\n  a:\n    stack: a\n\n  # second\n  'b': { stack: b }   # trailing\n# foot\n";
    expect(await edit(await edit(text, ADD), { kind: "remove", name: "new" })).toBe(text);
  });

  it("gives up if it would have to change the layout, and says what to do", async () => {
    for (const text of ["{version: 1, profiles: {a: {stack: a}}}", "version: 1\nprofiles: { a: { stack: a } }\n"]) {
      const error = await edit(text, ADD).catch((caught: unknown) => caught);
      expect(error, text).toBeInstanceOf(K6pError);
      expect(error).toMatchObject({
        code: "TEAM_FILE_LAYOUT",
        remedy: ["Edit it by hand: add the profile new under profiles."],
      });
    }
  });

  it("writes every string so that it can be read back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 40 }), async (description) => {
        const change: TeamEdit = { kind: "add", name: "new", entries: [["description", description]] };
        const text = await edit("version: 1\nprofiles:\n  a: {}\n", change);
        const { content } = await parseTeamText(text, { path: "x", format: "yaml" });
        expect(content.profiles[1]?.settings.description ?? "").toBe(description);
      }),
      { numRuns: 300 },
    );
  });
});

describe("removing a profile from a YAML file", () => {
  const text =
    "version: 1\nprofiles:\n  # about all\n  a:\n    stack: a\n  # about b,\n  # and more\n  b: # here\n    stack: b\n\n  # about c\n  c:\n    stack: c\n";

  it.each([
    [
      "a",
      "version: 1\nprofiles:\n  # about all\n  # about b,\n  # and more\n  b: # here\n    stack: b\n\n  # about c\n  c:\n    stack: c\n",
    ],
    ["b", "version: 1\nprofiles:\n  # about all\n  a:\n    stack: a\n\n  # about c\n  c:\n    stack: c\n"],
    [
      "c",
      "version: 1\nprofiles:\n  # about all\n  a:\n    stack: a\n  # about b,\n  # and more\n  b: # here\n    stack: b\n\n",
    ],
  ])("%s takes its lines and the comment above, unless that may be about all", async (name, expected) => {
    expect(await edit(text, { kind: "remove", name })).toBe(expected);
  });

  it("leaves empty braces after the last one", async () => {
    expect(await edit("profiles: # mine\n  # x\n  a: { stack: a }\nversion: 1\n", { kind: "remove", name: "a" })).toBe(
      "profiles: {} # mine\n  # x\nversion: 1\n",
    );
  });
});

describe("a JSON file", () => {
  const text =
    '{\n\t"version": 1,\n\t"profiles": {\n\t\t"größe": {\n\t\t\t"stack": "a"\n\t\t}\n\t},\n\t"default": "x"\n}\n';

  it("keeps its layout when a profile is added and removed", async () => {
    const added = await edit(text, ADD, "json");
    expect(added).toBe(
      text.replace(
        '"a"\n\t\t}\n',
        '"a"\n\t\t},\n\t\t"new": {\n\t\t\t"stack": "acme",\n\t\t\t"stackId": 5,\n\t\t\t"description": "say \\"hi\\": yes #1",\n\t\t\t"tags": ["eu", "on"],\n\t\t\t"protected": true\n\t\t}\n',
      ),
    );
    expect(await edit(added, { kind: "remove", name: "new" }, "json")).toBe(text);
  });

  it("may be a package.json, of which only the team part changes", async () => {
    const packed = '{\n  "name": "x",\n  "k6p": { "version": 1 },\n  "big": 1e400\n}\n';
    const added = await edit(packed, { kind: "add", name: "a", entries: [["stack", "a"]] }, "package");
    expect(JSON.parse(added)).toMatchObject({ name: "x", k6p: { version: 1, profiles: { a: { stack: "a" } } } });
    expect(added).toContain('"big": 1e400');
  });
});
