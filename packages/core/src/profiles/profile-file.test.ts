import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { formatProfileFile, parseProfileFile } from "./profile-file.ts";
import type { Profile } from "./profile.ts";

const ID = "abcdefghijklmnopqrstuvwxyz";
const FILE = { name: "prod", path: "/profiles/prod.json" };
const SCHEMA = JSON.parse(
  readFileSync(new URL("../../schemas/profile.schema.json", import.meta.url), "utf8"),
) as object;

const PROFILE: Profile = {
  name: "prod",
  id: ID,
  stackUrl: "https://acme.grafana.net",
  stackId: 12345,
  defaultProjectId: 678,
  tokenKind: "stack",
  description: "Production",
  tags: ["eu"],
  protected: true,
  createdAt: "2026-01-02T03:04:05.000Z",
};

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}

describe("the file of a profile", () => {
  it("is read back as it was written", () => {
    expect(parseProfileFile(formatProfileFile(PROFILE), FILE)).toEqual(PROFILE);
  });

  it("keeps the keys that k6p does not know, and drops the settings that were taken away", () => {
    const previous = formatProfileFile(PROFILE).replace(
      '"version": 1,',
      '"version": 1,\n  "$schema": "x",\n  "team": { "owner": 7 },',
    );
    const { description: _, ...rest } = PROFILE;
    const text = formatProfileFile({ ...rest, tags: [] }, previous);
    expect(JSON.parse(text)).toMatchObject({ $schema: "x", team: { owner: 7 }, stackId: 12345 });
    expect(text).not.toContain("description");
    expect(text).not.toContain("tags");
  });

  it("of a newer version is refused as such, whatever else is in it", () => {
    expect(codeOf(() => parseProfileFile('{"version":2,"id":5}', FILE))).toBe("PROFILE_TOO_NEW");
  });

  it.each([
    ["", "it is not JSON"],
    ["[]", "it is not a JSON object"],
    [`{"version":1}`, "id"],
    [`{"version":1,"id":"${ID}","stackId":0}`, "stackId"],
    [`{"version":1,"id":"${ID}","stackId":2147483648}`, "stackId"],
    [`{"version":1,"id":"${ID}","stackId":"5"}`, "stackId"],
    [`{"version":1,"id":"${ID}","stackUrl":"acme"}`, "stackUrl"],
    [`{"version":1,"id":"${ID}","tags":["a b"]}`, "tags.0"],
    [`{"version":1,"id":"${ID}","tokenKind":"other"}`, "tokenKind"],
  ])("that reads %s is refused with the place of the fault", (text, place) => {
    expect(() => parseProfileFile(text, FILE)).toThrow(place);
    expect(codeOf(() => parseProfileFile(text, FILE))).toBe("PROFILE_INVALID");
  });

  it("is not written with a setting that could not be read again", () => {
    expect(codeOf(() => formatProfileFile({ ...PROFILE, tags: ["two words"] }))).toBe("PROFILE_INVALID");
  });

  it("does not take its prototype from a key", () => {
    const profile = parseProfileFile(`{"version":1,"id":"${ID}","__proto__":{"protected":true}}`, FILE);
    expect(profile.protected).toBe(false);
  });

  it("is judged alike by k6p and by the published schema", () => {
    const validate = new Ajv2020({ strict: true }).compile(SCHEMA);
    const url = fc.constantFrom("https://acme.grafana.net", "http://127.0.0.1:8080", "acme", "ftp://x", "https://");
    const id = fc.constantFrom(0, 1, 77, 2147483647, 2147483648, -1, 1.5, "1", null);
    const settings = fc.record(
      {
        version: fc.constantFrom(1, 1, 1, 0, "1"),
        id: fc.constantFrom(ID, ID, ID, "short", 1),
        stackUrl: url,
        stackId: id,
        defaultProjectId: id,
        tokenKind: fc.constantFrom("personal", "stack", "other", null),
        host: url,
        hostv6: url,
        description: fc.oneof(fc.string({ maxLength: 20 }), fc.constant("x".repeat(501)), fc.constant(1)),
        tags: fc.oneof(fc.array(fc.constantFrom("eu", "a.b-c", "two words", "", 1)), fc.constant("eu")),
        protected: fc.constantFrom(true, false, "yes"),
        createdAt: fc.constantFrom("2026-01-02T03:04:05.000Z", 1),
        other: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(settings, (content) => {
        const isRead = codeOf(() => parseProfileFile(JSON.stringify(content), FILE)) === undefined;
        expect(isRead).toBe(validate(content));
      }),
      { numRuns: 2000 },
    );
  });
});
