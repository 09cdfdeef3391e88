import { expect, test } from "vitest";
import { tokenVariable, withoutTokenVariables } from "./token-variable.ts";

test.each([
  ["prod", "K6P_TOKEN_PROD"],
  ["eu-prod.2", "K6P_TOKEN_EU_PROD_2"],
  ["team/prod", "K6P_TOKEN_TEAM_PROD"],
])("The token of %s comes from %s", (name, variable) => {
  expect(tokenVariable(name)).toBe(variable);
});

test("What is for k6p alone is kept from other programs, however the system spells it", () => {
  const env = {
    K6P_TOKEN_PROD: "a",
    k6p_token_staging: "b",
    K6P_AGE_IDENTITY: "c",
    K6P_AGE_IDENTITY_FILE: "d",
    K6P_PROFILE: "prod",
    PATH: "/bin",
  };
  expect(withoutTokenVariables(env)).toEqual({ K6P_PROFILE: "prod", PATH: "/bin" });
});
