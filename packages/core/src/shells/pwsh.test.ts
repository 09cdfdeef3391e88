import { describe, expect, it } from "vitest";
import { pwsh } from "./pwsh.ts";

describe("pwsh", () => {
  it.each([
    ["plain", "'plain'"],
    ["", "''"],
    ['it\'s $HOME `n "x"', "'it''s $HOME `n \"x\"'"],
    ["a\nb", "'a' + [char]10 + 'b'"],
    ["\u2019; hacked", "'' + [char]8217 + '; hacked'"],
    ["\u2018\u201a\u201b", "'' + [char]8216 + [char]8218 + [char]8219"],
    ["🙂", "'' + [char]55357 + [char]56898"],
    ["\r\n", "'' + [char]13 + [char]10"],
  ])("writes %j as one line of ASCII in which nothing is special", (value, text) => {
    expect(pwsh.render([{ name: "K", value }])).toBe(`$env:K = ${text}\n`);
  });

  it("unsets without complaint", () => {
    expect(pwsh.render([{ name: "K", value: undefined }])).toBe("Remove-Item Env:K -ErrorAction Ignore\n");
  });
});
