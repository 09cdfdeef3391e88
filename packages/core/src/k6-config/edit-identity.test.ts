import { describe, expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { editIdentity } from "./edit-identity.ts";
import type { Identity } from "./identity.ts";

const PROD: Identity = {
  token: new Secret("prod-token-1111"),
  stackId: 11111,
  stackUrl: "https://prod.grafana.net",
  defaultProjectId: 91111,
};
const STAGING: Identity = {
  token: new Secret("staging-token-2222"),
  stackId: 22222,
  stackUrl: "https://staging.grafana.net",
  hostv6: "https://api.example.org",
};

function edited(content: string | undefined, identity: Identity): string {
  return Buffer.from(editIdentity(content === undefined ? undefined : Buffer.from(content), identity).bytes).toString();
}

describe("values that are there are replaced in place", () => {
  test("and every other byte stays", () => {
    const file = (token: string, id: string) =>
      `{ "vus":1e1,\r\n\t"collectors" : {"influxdb":{"x":[2.50,-0,1e400]}, "cloud":{ "token" :"${token}" , "name":"\\u00e9","stackID":${id}}}}\r\n\r\n`;
    expect(edited(file("old", '"7"'), { token: new Secret("new"), stackId: 8 })).toBe(file("new", "8"));
  });

  test("but not when they mean the same already", () => {
    const file = `{"collectors":{"cloud":{"TOKEN":"pr\\u006fd-token-1111","stackID":"11111","stackURL":{"String":"https://prod.grafana.net"},"defaultProjectID":91111,"projectID":null,"host":null}}}`;
    const bytes = Buffer.from(file);
    const edit = editIdentity(bytes, PROD);
    expect(edit).toEqual({ bytes, changed: [], removedLeftovers: [] });
    expect(edit.bytes).toBe(bytes);
  });
});

describe("values that are missing are written behind the last member, in the style of the file", () => {
  test.each([
    [
      "minified",
      '{"collectors":{"cloud":{"name":"x"}}}',
      '{"collectors":{"cloud":{"name":"x","token":"new","stackID":8}}}',
    ],
    [
      "one line",
      '{ "collectors": { "cloud": { "name": "x" } } }',
      '{ "collectors": { "cloud": { "name": "x", "token": "new", "stackID": 8 } } }',
    ],
    [
      "one line without padding",
      '{"collectors": {"cloud": {"name": "x"}}}',
      '{"collectors": {"cloud": {"name": "x", "token": "new", "stackID": 8}}}',
    ],
    [
      "blank before the colon",
      '{"collectors":{"cloud":{"name" : "x"}}}',
      '{"collectors":{"cloud":{"name" : "x","token" : "new","stackID" : 8}}}',
    ],
    [
      "two blanks",
      '{\n  "collectors": {\n    "cloud": {\n      "name": "x"\n    }\n  }\n}\n',
      '{\n  "collectors": {\n    "cloud": {\n      "name": "x",\n      "token": "new",\n      "stackID": 8\n    }\n  }\n}\n',
    ],
    [
      "tabs and CRLF",
      '{\r\n\t"collectors": {\r\n\t\t"cloud": {\r\n\t\t\t"name": "x"\r\n\t\t}\r\n\t}\r\n}',
      '{\r\n\t"collectors": {\r\n\t\t"cloud": {\r\n\t\t\t"name": "x",\r\n\t\t\t"token": "new",\r\n\t\t\t"stackID": 8\r\n\t\t}\r\n\t}\r\n}',
    ],
    [
      "an empty line between members",
      '{"collectors":{"cloud":{\n  "a": 1,\n\n  "b": 2\n}}}',
      '{"collectors":{"cloud":{\n  "a": 1,\n\n  "b": 2,\n  "token": "new",\n  "stackID": 8\n}}}',
    ],
    [
      "the comma first",
      '{"collectors":{"cloud":{\n    "a": 1\n  , "b": 2\n}}}',
      '{"collectors":{"cloud":{\n    "a": 1\n  , "b": 2\n  , "token": "new"\n  , "stackID": 8\n}}}',
    ],
  ])("%s", (_style, before, after) => {
    expect(edited(before, { token: new Secret("new"), stackId: 8 })).toBe(after);
    expect(edited(after, {})).toBe(before);
  });
});

describe("what has no place yet gets one, in the style of the file", () => {
  const NEW = '{\n  "collectors": {\n    "cloud": {\n      "token": "new"\n    }\n  }\n}\n';

  test.each([
    ["no file", undefined, NEW],
    ["an empty object", "{}\n", NEW],
    ["null", "null\n", NEW],
    ["null collectors", '{"a":1,"collectors":null}', '{"a":1,"collectors":{"cloud":{"token":"new"}}}'],
    ["a null cloud", '{"collectors":{"cloud":null,"x":{}}}', '{"collectors":{"cloud":{"token":"new"},"x":{}}}'],
    ["an empty cloud", '{ "collectors": { "cloud": {} } }', '{ "collectors": { "cloud": { "token": "new" } } }'],
    [
      "empty collectors with CRLF",
      '{\r\n    "collectors": {}\r\n}',
      '{\r\n    "collectors": {\r\n        "cloud": {\r\n            "token": "new"\r\n        }\r\n    }\r\n}',
    ],
    [
      "other collectors",
      '{\n\t"collectors": {\n\t\t"x": {}\n\t}\n}',
      '{\n\t"collectors": {\n\t\t"x": {},\n\t\t"cloud": {\n\t\t\t"token": "new"\n\t\t}\n\t}\n}',
    ],
    [
      "other collectors on one line",
      '{\n  "collectors": {"x": {}}\n}',
      '{\n  "collectors": {"x": {}, "cloud": {"token": "new"}}\n}',
    ],
    [
      "no collectors",
      '{\n  "vus": 1\n}\n',
      '{\n  "vus": 1,\n  "collectors": {\n    "cloud": {\n      "token": "new"\n    }\n  }\n}\n',
    ],
    ["no indentation", '{\n"vus":1\n}', '{\n"vus":1,\n"collectors":{\n"cloud":{\n"token":"new"\n}\n}\n}'],
    [
      "collectors forgotten by a null",
      '{"collectors":{"x":{}},"collectors":null}',
      '{"collectors":{"x":{}},"collectors":null,"collectors":{"cloud":{"token":"new"}}}',
    ],
    [
      "a collector Cloud, which is another",
      '{"collectors":{"Cloud":{"token":"x"}}}',
      '{"collectors":{"Cloud":{"token":"x"},"cloud":{"token":"new"}}}',
    ],
  ])("%s", (_case, before, after) => {
    expect(edited(before, { token: new Secret("new") })).toBe(after);
  });

  test.each(['{ "collectors": {"x":1} }', "{}", "null", '{"collectors":{"cloud":null}}'])(
    "%s stays when it is cleared",
    (content) => {
      expect(edited(content, {})).toBe(content);
    },
  );

  test("no file becomes an empty configuration when it is cleared", () => {
    expect(edited(undefined, {})).toBe("{}\n");
  });
});

describe("values that are not wanted go, each with one comma", () => {
  test.each([
    ["first", '{ "token":"x" , "a":1 }', '{ "a":1 }'],
    ["in the middle", '{"a":1, "token":"x" , "b":2}', '{"a":1 , "b":2}'],
    ["last", '{"a":1\n,"token":"x"\n}', '{"a":1\n}'],
    [
      "several in a row",
      '{"token":"x","stackID":1,"a":1,"stackURL":"y","host":"z","b":2,"hostv6":"h","projectID":1}',
      '{"a":1,"b":2}',
    ],
  ])("%s", (_place, before, after) => {
    expect(edited(`{"collectors":{"cloud":${before}}}`, {})).toBe(`{"collectors":{"cloud":${after}}}`);
  });

  test.each([
    ["nothing else", '{"collectors":{"cloud":{\n  "token": "x",\n  "stackID": 1\n}}}', "{}"],
    ["options", '{"vus":4,"collectors":{"cloud":{"token":"x"}}}', '{"vus":4}'],
    ["other collectors", '{"collectors":{"x":{},"cloud":{"token":"x"}}}', '{"collectors":{"x":{}}}'],
    ["empty collectors before", '{"collectors":{},"Collectors":{"cloud":{"token":"x"}}}', '{"collectors":{}}'],
  ])("objects that are left empty go as well, in a file with %s", (_case, before, after) => {
    expect(edited(before, {})).toBe(after);
  });

  test("but not an object that was empty before", () => {
    const before = '{"collectors":{"cloud":{}}}';
    expect(edited(before, {})).toBe(before);
  });

  test("where all of them go, others take their place", () => {
    const before = '{"collectors":{"cloud":{\n  "projectID": 5,\n  "host": "x"\n}}}';
    expect(edited(before, { token: new Secret("new"), stackId: 8 })).toBe(
      '{"collectors":{"cloud":{\n  "token": "new",\n  "stackID": 8\n}}}',
    );
  });

  test("and a project, a host and an API host of another identity are named", () => {
    const before =
      '{"collectors":{"cloud":{"token":"secret-1","projectID":"55","host":"https://me:secret-2@h.example","hostv6":"https://v6.example"}}}';
    const { changed, removedLeftovers } = editIdentity(Buffer.from(before), STAGING);
    expect(changed).toEqual(["token", "stackID", "stackURL", "projectID", "host", "hostv6"]);
    expect(removedLeftovers).toEqual([
      { key: "projectID", shown: "55" },
      { key: "host", shown: "https://h.example" },
      { key: "hostv6", shown: "https://v6.example" },
    ]);
    expect(JSON.stringify(removedLeftovers)).not.toContain("secret");
  });

  test("but a null stays, as k6 itself writes it", () => {
    const file = '{"collectors":{"cloud":{"token":null,"stackID":null,"projectID":null,"host":null}}}';
    expect(edited(file, {})).toBe(file);
  });
});

describe("of duplicates one stays: the one that k6 uses", () => {
  test.each([
    ["the same key", '{"token":"a","x":1,"token":"b"}', '{"x":1,"token":"new"}'],
    ["keys in another case", '{"token":"a","x":1,"Token":"b","TOKEN":"c"}', '{"x":1,"TOKEN":"new"}'],
    ["a Kelvin sign", '{"token":"a","to\u212aen":"b"}', '{"to\u212aen":"new"}'],
    ["a value before a null", '{"token":"a","token":null}', '{"token":"new"}'],
    ["a value kept by a wrapping", '{"token":"new","token":{}}', '{"token":"new"}'],
  ])("%s", (_case, before, after) => {
    expect(edited(`{"collectors":{"cloud":${before}}}`, { token: new Secret("new") })).toBe(
      `{"collectors":{"cloud":${after}}}`,
    );
  });

  test("the identity in a cloud that k6 does not use goes", () => {
    const before =
      '{"collectors":{"cloud":{"token":"a","x":1},"cloud":{"y":2},"cloud":[]},"Collectors":{"cloud":{"z":3}}}';
    const after =
      '{"collectors":{"cloud":{"x":1},"cloud":{"y":2},"cloud":[]},"Collectors":{"cloud":{"z":3,"token":"new"}}}';
    expect(edited(before, { token: new Secret("new") })).toBe(after);
  });

  test("also in collectors that a null forgets", () => {
    const before = '{"collectors":{"cloud":{"token":"a"}},"collectors":null,"collectors":{"x":1}}';
    expect(edited(before, {})).toBe('{"collectors":null,"collectors":{"x":1}}');
  });
});

describe("the way from profile to profile", () => {
  const HAND_MADE =
    '{\r\n    "vus": 1e1,\r\n    "x": [9007199254740993123, 1.10, 1e400, -0, "\\u00e9"],\r\n    "collectors": {\r\n        "cloud": {\r\n            "name": "mine"\r\n        },\r\n        "influxdb": {"2": 1, "10": 2}\r\n    }\r\n}';

  test("leads back to the original bytes", () => {
    const there = edited(edited(HAND_MADE, PROD), STAGING);
    expect(there).toContain("staging-token-2222");
    expect(there).not.toContain("91111");
    expect(edited(edited(there, PROD), {})).toBe(HAND_MADE);
  });
});

describe("what would take results or the token elsewhere goes", () => {
  test("from collectors.cloud", () => {
    const before =
      '{"collectors":{"cloud":{"traceHost":"t.example:443","pushRefID":"9","metricsPushURL":"https://m.example/p","testRunToken":"secret-run","webAppURL":"https://w.example","testRunDetails":"https://d.example","tracesEnabled":true,"name":"mine"}}}';
    const edit = editIdentity(Buffer.from(before), {});
    expect(Buffer.from(edit.bytes).toString()).toBe('{"collectors":{"cloud":{"tracesEnabled":true,"name":"mine"}}}');
    expect(edit.removedLeftovers).toEqual([
      { key: "traceHost", shown: "t.example:443" },
      { key: "pushRefID", shown: "9" },
      { key: "metricsPushURL", shown: "https://m.example/p" },
      { key: "testRunToken", shown: "(a token)" },
      { key: "webAppURL", shown: "https://w.example" },
      { key: "testRunDetails", shown: "https://d.example" },
    ]);
  });

  test("from the option cloud, whose other keys are yours and stay", () => {
    const file = '{"cloud":{"projectID":5,"Token":"secret","name":"n"},"collectors":{"cloud":{"projectID":5}}}';
    const edit = editIdentity(Buffer.from(file), { stackId: 8 });
    expect(Buffer.from(edit.bytes).toString()).toBe('{"cloud":{"name":"n"},"collectors":{"cloud":{"stackID":8}}}');
    expect(edit.removedLeftovers).toEqual([
      { key: "projectID", shown: "5" },
      { key: "cloud.token", shown: "(a token)" },
      { key: "cloud.projectID", shown: "5" },
    ]);
  });

  test("from the option's name in k6 1", () => {
    const file =
      '{"ext":{"loadimpact":{"token":"x","stackID":7,"distribution":{}},"y":1},"EXT":{"loadimpact":{"token":"z"}}}';
    expect(edited(file, {})).toBe('{"ext":{"loadimpact":{"distribution":{}},"y":1}}');
  });

  test("from an option that k6 refuses, and from one that another one hides", () => {
    const file = '{"cloud":{"token":"x","stackID":true},"cloud":5,"vus":1}';
    expect(edited(file, {})).toBe('{"cloud":5,"vus":1}');
  });
});

describe("an edit that cannot be right is given up", () => {
  test.each([
    [{ stackId: 0 }, "stackID"],
    [{ token: new Secret("") }, "token"],
    [{ hostv6: "a\ud800" }, "hostv6"],
  ])("%j", (identity, key) => {
    expect(() => editIdentity(undefined, identity, "/home/me/config.json")).toThrow(
      expect.objectContaining({ code: "K6_CONFIG_EDIT", message: expect.stringContaining(key) }),
    );
  });

  test("thousands of duplicates are worked off in linear time", () => {
    const before = `{${'"collectors":{"cloud":{"token":"x"}},'.repeat(50_000)}"a":1}`;
    expect(edited(before, {})).toBe('{"a":1}');
  });

  test("a file that k6 cannot read is refused", () => {
    expect(() => editIdentity(Buffer.from('{"a":1,}'), PROD)).toThrow(
      expect.objectContaining({ code: "K6_CONFIG_UNREADABLE" }),
    );
  });
});
