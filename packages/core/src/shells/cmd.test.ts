import { describe, expect, it } from "vitest";
import { HOSTILE_VALUES } from "./fixtures/hostile-values.ts";
import { cmd } from "./cmd.ts";

describe("cmd", () => {
  it.each(["glc_eyJvIjoiMSJ9+/=", "https://acme.grafana.net", String.raw`C:\Users\Jo Doe\k6 (x86)\config.json`, ""])(
    "sets %j between quotes",
    (value) => {
      expect(cmd.render([{ name: "K", value }])).toBe(`set "K=${value}"\n`);
    },
  );

  it("unsets by setting to nothing", () => {
    expect(cmd.render([{ name: "K", value: undefined }])).toBe('set "K="\n');
  });

  it.each(HOSTILE_VALUES.filter((value) => /["%!^&|<>$`'{}?#[\]]|[^ -~]/.test(value)))(
    "refuses %j rather than let it mean something else",
    (value) => {
      expect(() => cmd.render([{ name: "K", value }])).toThrow(
        expect.objectContaining({ code: "VALUE_NOT_EXPRESSIBLE", details: { variable: "K" } }),
      );
    },
  );

  it.each(['"', "%", "!", "^", "&", "|", "<", ">", "\n", "\r", "\t", "é"])("lets no %j through", (character) => {
    expect(() => cmd.render([{ name: "K", value: `a${character}b` }])).toThrow(/cmd cannot take the value of K/);
  });
});
