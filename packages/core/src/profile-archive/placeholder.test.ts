import { describe, expect, it } from "vitest";
import { placeholderReason } from "./placeholder.ts";

describe("a placeholder", () => {
  it.each([
    "changeme",
    "CHANGE_ME",
    "<token>",
    "[your token]",
    "{{ token }}",
    "__TOKEN__",
    "xxx",
    "XXXXXXXX",
    "glsa_xxxxxxxx",
    "********",
    "your-token-here",
    "my_token",
    "TODO",
    "...",
    "000000",
    "$(cat token)",
    "%TOKEN%",
  ])("is %s", (value) => {
    expect(placeholderReason(value)).toBe("is a placeholder");
  });

  it.each([
    ["${TOKEN}", "refers to the variable TOKEN"],
    ["${TOKEN:-none}", "refers to the variable TOKEN"],
    ["$TOKEN", "refers to the variable TOKEN"],
    ["op://vault/k6/token", "refers to a secret that another program keeps"],
  ])("is %s, since it %s", (value, reason) => {
    expect(placeholderReason(value)).toBe(reason);
  });

  it.each(["glsa_PROD_token_0000000001", "a3f8".repeat(16), "https://acme.grafana.net", "12345", "mytoken123456789"])(
    "is not %s",
    (value) => {
      expect(placeholderReason(value)).toBeUndefined();
    },
  );
});
