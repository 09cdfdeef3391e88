import { describe, expect, test } from "vitest";
import { serverReason } from "./server-reason.ts";

describe("serverReason", () => {
  test("has the message with its details, each once", () => {
    const details = [{ message: "not in stack" }, { message: "Forbidden" }, null, { message: "ask Eve" }];
    expect(serverReason({ error: { message: "Forbidden", code: "E2", target: null, details } })).toBe(
      "Forbidden – not in stack",
    );
    expect(serverReason({ error: { message: "Forbidden", code: "E2", target: null, details: null } })).toBe(
      "Forbidden",
    );
  });

  test("cannot drive the terminal, and is cut", () => {
    const message = `\u001b]52;c;aGk=\u0007No\u001b[2J\r\n\u202eway ${"x".repeat(1000)}`;
    const details = Array.from({ length: 3 }, () => ({ message: "y".repeat(1000) }));
    const reason = serverReason({ error: { message, details } });
    expect(reason).toMatch(/^No way x+…/);
    expect(reason?.length).toBeLessThanOrEqual(300);
  });

  test.each([
    [undefined],
    [null],
    ["text"],
    [[]],
    [{}],
    [{ error: null }],
    [{ error: [] }],
    [{ error: { message: 7 } }],
    [{ error: { message: "\u001b[0m", details: "x" } }],
  ])("is undefined for %j", (body) => {
    expect(serverReason(body)).toBeUndefined();
  });
});
