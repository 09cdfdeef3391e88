import { expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { deriveConfig } from "./derive-config.ts";
import type { Identity } from "./identity.ts";
import { readIdentity } from "./read-identity.ts";

const identity: Identity = { token: new Secret("token-of-profile"), stackId: 5, stackUrl: "https://a.grafana.net" };
const base = Buffer.from('{"vus":1e1,"collectors":{"cloud":{"token":"of-base","projectID":7,"name":"x"}}}');

const sourceOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test("a copy holds the identity and everything else of its base", () => {
  expect(sourceOf(deriveConfig(base, identity))).toBe(
    '{"vus":1e1,"collectors":{"cloud":{"token":"token-of-profile","name":"x","stackID":5,"stackURL":"https://a.grafana.net"}}}',
  );
});

test("a copy without the token holds no token at all", () => {
  const copy = deriveConfig(base, identity, { withToken: false });
  expect(sourceOf(copy)).not.toContain("token");
  expect(readIdentity(copy).identity).toMatchObject({ token: undefined, stackId: 5 });
});

test("a copy of no file is a file that k6 can read", () => {
  expect(sourceOf(deriveConfig(undefined, {}))).toBe("{}\n");
  expect(readIdentity(deriveConfig(undefined, identity)).identity.token?.reveal()).toBe("token-of-profile");
});

test("the base stays as it is", () => {
  expect(sourceOf(base)).toContain("of-base");
});
