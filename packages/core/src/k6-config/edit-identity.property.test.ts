import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { editIdentity } from "./edit-identity.ts";
import { effectiveIdentity } from "./effective-identity.ts";
import { arbitraryConfig, minified, withoutIdentity } from "./fixtures/arbitrary-config.ts";
import { identityDifferences } from "./identity-differences.ts";
import { IDENTITY_KEYS } from "./identity-keys.ts";
import type { Identity } from "./identity.ts";
import { readIdentity } from "./read-identity.ts";
import { scanJson } from "../json-text/scan-json.ts";

const id = fc.integer({ min: 1, max: 2_147_483_647 });
const text = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
const identities: fc.Arbitrary<Identity> = fc.record(
  {
    token: text.map((token) => new Secret(token)),
    stackId: id,
    stackUrl: text,
    defaultProjectId: id,
    host: text,
    hostv6: text,
  },
  { requiredKeys: [] },
);
const anyConfig = arbitraryConfig({ withIdentity: true, withOthers: false });
const configWithCloud = arbitraryConfig({ withIdentity: true, withOthers: true });
const configWithoutIdentity = arbitraryConfig({ withIdentity: false, withOthers: true });

const bytesOf = (source: string): Uint8Array => Buffer.from(source, "latin1");
const sourceOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const edit = (source: string, identity: Identity): string => sourceOf(editIdentity(bytesOf(source), identity).bytes);

/** The source without the blanks between its tokens. */
function withoutBlanks(source: string): string {
  return source.replaceAll(/"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g, (part) => (part.startsWith('"') ? part : ""));
}

describe("whatever the file and the identity", () => {
  test("k6 then finds exactly the identity, and no project before the default one", () => {
    fc.assert(
      fc.property(anyConfig, identities, ({ text: source }, identity) => {
        const stored = readIdentity(editIdentity(bytesOf(source), identity).bytes);
        expect(identityDifferences(stored.identity, identity)).toEqual([]);
        expect(stored.projectId).toBeUndefined();
      }),
    );
  });

  test("by k6's precedence nothing else wins where the environment says nothing", () => {
    fc.assert(
      fc.property(anyConfig, identities, ({ text: source }, identity) => {
        const effective = effectiveIdentity({ config: editIdentity(bytesOf(source), identity).bytes, env: {} });
        expect(effective).toMatchObject({
          kind: "resolved",
          stackId: { value: identity.stackId },
          stackUrl: { value: identity.stackUrl },
          projectId: { source: "none" },
          defaultProjectId: { value: identity.defaultProjectId },
          hostv6: { value: identity.hostv6 ?? "https://api.k6.io" },
        });
      }),
    );
  });

  test("every other token of the source stays as it was written", () => {
    fc.assert(
      fc.property(anyConfig, identities, ({ text: source, root }, identity) => {
        const cleared = edit(edit(source, identity), {});
        const expected = minified(withoutIdentity(root));
        expect(withoutCreated(withoutBlanks(cleared))).toBe(withoutCreated(expected));
      }),
    );
  });

  test("a second identical edit changes nothing", () => {
    fc.assert(
      fc.property(anyConfig, identities, ({ text: source }, identity) => {
        const once = editIdentity(bytesOf(source), identity).bytes;
        const twice = editIdentity(once, identity);
        expect(twice.bytes).toBe(once);
        expect(twice.changed).toEqual([]);
      }),
    );
  });

  test("JSON.parse reads everything else as before", () => {
    fc.assert(
      fc.property(configWithoutIdentity, identities, ({ text: source }, identity) => {
        expect(parsedWithoutIdentity(edit(source, identity))).toEqual(parsedWithoutIdentity(source));
      }),
    );
  });
});

describe("where cloud has other keys", () => {
  test("clearing gives back the original bytes", () => {
    fc.assert(
      fc.property(configWithoutIdentity, identities, ({ text: source }, identity) => {
        expect(edit(edit(source, identity), {})).toBe(source);
      }),
    );
  });

  test("any sequence of identities ends as if only the last one had been written", () => {
    fc.assert(
      fc.property(
        configWithCloud,
        fc.array(identities, { minLength: 1, maxLength: 5 }),
        ({ text: source }, sequence) => {
          const last = sequence.at(-1) ?? {};
          const end = sequence.reduce(edit, source);
          expect(identityDifferences(readIdentity(bytesOf(end)).identity, last)).toEqual([]);
          expect(edit(end, {})).toBe(edit(source, {}));
        },
      ),
    );
  });

  test("nothing before or behind that object changes", () => {
    fc.assert(
      fc.property(configWithCloud, identities, ({ text: source }, identity) => {
        const changed = edit(source, identity);
        const [start, end] = cloudRange(source);
        expect(changed.slice(0, start)).toBe(source.slice(0, start));
        expect(changed.slice(changed.length - (source.length - end))).toBe(source.slice(end));
      }),
    );
  });
});

/** Minified source without empty `cloud` objects and empty collectors, which an edit may have made. */
function withoutCreated(source: string): string {
  const without = (key: string, from: string): string =>
    from.replaceAll(new RegExp(`,?${key}:(?:\\{\\}|null)`, "gi"), "").replaceAll("{,", "{");
  return without('"collectors"', without('"cl(?:o|\\\\u006f)ud"', source));
}

function parsedWithoutIdentity(source: string): unknown {
  return JSON.parse(Buffer.from(source, "latin1").toString("utf8"), (key, value: unknown) =>
    IDENTITY_KEYS.some((name) => name === key) ? undefined : value,
  );
}

/** Where the only `cloud` object of a file begins and ends. */
function cloudRange(source: string): [number, number] {
  const start = source.search(/"cl(?:o|\\u006f)ud"[ \t\r\n]*:[ \t\r\n]*\{/);
  return [start, scanJson(source, source.indexOf("{", start))];
}
