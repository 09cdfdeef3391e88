import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takeToken } from "./take-token.ts";

const TOKEN = "glc_0123456789";

function taken(output: string, take: Parameters<typeof takeToken>[1] = {}): string {
  const result = takeToken(output, take);
  return result.kind === "taken" ? result.text : result.fault;
}

describe("The token in what a command prints", () => {
  test.each([
    ["alone", TOKEN],
    ["with a line break at the end", `${TOKEN}\n`],
    ["with a line break of Windows", `${TOKEN}\r\n`],
    ["with several empty lines after it", `${TOKEN}\n\n \n`],
    ["with a byte order mark", `\ufeff${TOKEN}\n`],
  ])("is taken %s", (_, output) => {
    expect(taken(output)).toBe(TOKEN);
    expect(taken(output, { firstLine: true })).toBe(TOKEN);
  });

  test("is not guessed among several lines", () => {
    expect(taken(`${TOKEN}\nuser: me\n`)).toBe("It printed 2 lines, but a token is one line.");
    expect(taken(`\n${TOKEN}\n`)).toBe("It printed 2 lines, but a token is one line.");
  });

  test("is the first line where notes stand below it, but never an empty one", () => {
    expect(taken(`${TOKEN}\nuser: me\n`, { firstLine: true })).toBe(TOKEN);
    expect(taken(`\n${TOKEN}\n`, { firstLine: true })).toBe("The first line it printed is empty.");
  });

  test("is not the heading of a list of entries", () => {
    for (const list of ["production\n├── a\n└── b\n", "production\n|-- a\n`-- b\n"])
      expect(taken(list, { firstLine: true })).toContain("list of entries");
  });

  test("is the text under the key of a JSON object", () => {
    expect(taken(`{"token":"${TOKEN}","n":1}\n`, { field: "token" })).toBe(TOKEN);
    expect(taken(`{\n  "token": "${TOKEN}"\n}\n`, { field: "token" })).toBe(TOKEN);
    for (const output of [`{"other":"${TOKEN}"}`, `{"token":1}`, `{"token":{"a":"${TOKEN}"}}`, `["${TOKEN}"]`, "null"])
      expect(taken(output, { field: "token" })).toBe('The JSON it printed has no string "token".');
    expect(taken("{}", { field: "constructor" })).toContain("has no string");
    expect(taken(TOKEN, { field: "token" })).toContain("did not print JSON");
  });

  test("is missing where nothing is printed", () => {
    for (const output of ["", "\n", " \r\n\t"]) expect(taken(output)).toBe("It printed nothing.");
  });

  test("is in no complaint about the output", () => {
    const hostile = fc.string({ minLength: 8 }).filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(hostile, fc.constantFrom({}, { firstLine: true }, { field: "zzzz" }), (output, take) => {
        const result = takeToken(`${output}\nsecond`, take);
        if (result.kind === "nothing") expect(result.fault).not.toContain(output.trim());
      }),
    );
  });
});
