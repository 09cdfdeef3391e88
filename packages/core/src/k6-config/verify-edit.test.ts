import { expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import { verifyEdit } from "./verify-edit.ts";

const BEFORE = '{"x":1.0,"collectors":{"y":{},"cloud":{"token":"old","name":"n"}}}';
const GOOD = '{"x":1.0,"collectors":{"y":{},"cloud":{"token":"new","name":"n"}}}';

function verify(after: string): void {
  const before = parseK6Config(Buffer.from(BEFORE));
  verifyEdit({
    before,
    bytes: Buffer.from(after),
    identity: { token: new Secret("new") },
    file: "/home/me/config.json",
  });
}

test("a right edit passes", () => {
  expect(() => verify(GOOD)).not.toThrow();
});

test.each([
  ["no JSON", GOOD.slice(1)],
  ["another value", GOOD.replace("new", "newer")],
  ["a value too many", GOOD.replace("{", '{"collectors":{"cloud":{"token":"left"}},')],
  ["a project", GOOD.replace('"name"', '"projectID":5,"name"')],
  ["another spelling elsewhere", GOOD.replace("1.0", "1")],
  ["a member less", GOOD.replace('"y":{},', "")],
  ["a member more", GOOD.replace('"y":{},', '"y":{},"z":1,')],
  ["another order", '{"collectors":{"y":{},"cloud":{"token":"new","name":"n"}},"x":1.0}'],
  ["a member of cloud less", GOOD.replace(',"name":"n"', "")],
])("%s does not", (_case, after) => {
  expect(() => verify(after)).toThrow(expect.objectContaining({ code: "K6_CONFIG_EDIT" }));
});

test("the error names the file and shows no token", () => {
  try {
    verify(GOOD.replace("new", "newer"));
  } catch (error) {
    expect(String(error)).toContain("/home/me/config.json");
    expect(JSON.stringify(error)).not.toContain("newer");
  }
  expect.assertions(2);
});
