import { expect, test } from "vitest";
import type { ExtendsReference } from "../../team-config/merge/extends-reference.ts";
import { pipelineSteps } from "./pipeline-steps.ts";

const ACME = { stackUrl: "https://acme.grafana.net" };
const FILE: ExtendsReference = { kind: "file", text: "./base.yaml" };
const REMOTE: ExtendsReference = { kind: "remote", text: "github:acme/profiles#v1" };
const PACKAGE: ExtendsReference = { kind: "package", text: "@acme/profiles", name: "@acme/profiles", file: undefined };

const FROM_GIT = ["k6p team sync --check", "k6p team sync", "k6p team trust --yes"];

/** A team file that extends these directly, and then what the first of them extends. */
function teamWith(...references: readonly ExtendsReference[]) {
  const links = references.map((reference, index) => [`/${index}`, [{ reference, target: `/${index + 1}` }]] as const);
  return { graph: { links: new Map(links) } };
}

const commands = (...words: Parameters<typeof pipelineSteps>) => pipelineSteps(...words).map(({ command }) => command);

test("A profile on Grafana's hosts in files of the repository needs no step", () => {
  expect(pipelineSteps(ACME, undefined)).toEqual([]);
  expect(pipelineSteps({ ...ACME, hostv6: "https://api.k6.io" }, teamWith(FILE, FILE))).toEqual([]);
});

test("What is extended from git is copied and agreed to, wherever in the chain it stands", () => {
  expect(commands(ACME, teamWith(REMOTE))).toEqual(FROM_GIT);
  expect(commands(ACME, teamWith(FILE, REMOTE))).toEqual(FROM_GIT);
});

test("Packages are installed before that", () => {
  const [first, ...others] = commands(ACME, teamWith(PACKAGE, REMOTE));
  expect(first).toMatch(/^npm ci/);
  expect(others).toEqual(FROM_GIT);
});

test.each([
  { stackUrl: "https://k6.acme.example" },
  { ...ACME, host: "https://a.example" },
  { ...ACME, hostv6: "http://b" },
])("%j is agreed to", (profile) => expect(commands(profile, undefined)).toEqual(["k6p team trust --yes"]));
