import { describe, expect, test } from "vitest";
import { checkVariable, readVariable } from "./read-variable.ts";

describe("A variable of the environment", () => {
  test("gives what it holds; unset and empty are the same", () => {
    const host = { env: { K6_PROD: "glc_0123456789", EMPTY: "" } };
    const result = readVariable(host, "K6_PROD");
    expect(result.kind === "found" && result.secret.reveal()).toBe("glc_0123456789");
    expect(readVariable(host, "EMPTY")).toEqual({ kind: "absent" });
    expect(readVariable(host, "OTHER")).toEqual({ kind: "absent" });
  });

  test.each(["", "A B", "$K6_PROD", "K6-PROD", "1A", "A=glc_0123456789", "ключ"])("has no name like %j", (name) => {
    expect(() => checkVariable(name)).toThrow(/cannot be the name/);
  });

  test("is not the one that k6p env sets for whatever profile", () => {
    expect(() => checkVariable("K6_CLOUD_TOKEN")).toThrow(/k6p sets K6_CLOUD_TOKEN/);
    expect(() => checkVariable("k6_cloud_token")).toThrow(/k6p sets K6_CLOUD_TOKEN/);
    expect(checkVariable("K6_TOKEN_PROD")).toBe("K6_TOKEN_PROD");
  });
});
