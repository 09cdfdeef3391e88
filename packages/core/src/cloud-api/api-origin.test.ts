import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { parseApiHost } from "./api-origin.ts";

describe("parseApiHost", () => {
  test.each([
    ["https://api.k6.io", "https://api.k6.io"],
    ["https://api.k6.io/", "https://api.k6.io"],
    ["HTTPS://API.K6.IO:443", "https://api.k6.io"],
    ["https://api.staging.example:8443", "https://api.staging.example:8443"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["https://api.kб.io", "https://api.xn--k-btb.io"],
    ["https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.8.0.1", "http://127.8.0.1"],
    ["http://localhost:3000/", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ])("reads %s as %s", (text, origin) => {
    expect(parseApiHost(text)).toBe(origin);
  });

  test.each([
    ["", "is empty"],
    ["api.k6.io", "does not begin with https://"],
    ["//api.k6.io", "does not begin with https://"],
    ["https:/api.k6.io", "does not begin with https://"],
    ["https:\\\\api.k6.io", "does not begin with https://"],
    ["https:///x", "does not begin with https://"],
    ["https://", "does not begin with https://"],
    ["ftp://api.k6.io", "does not begin with https://"],
    ["javascript:alert(1)", "does not begin with https://"],
    ["http://api.k6.io", "unencrypted"],
    ["http://localhost.evil.example", "unencrypted"],
    ["http://127.0.0.1.evil.example", "unencrypted"],
    ["http://[::2]", "unencrypted"],
    ["http://10.0.0.1", "unencrypted"],
    ["https://api.k6.io/cloud/v6", "more than a host name and a port"],
    ["https://api.k6.io//", "more than a host name and a port"],
    ["https://api.k6.io?", "more than a host name and a port"],
    ["https://api.k6.io#top", "more than a host name and a port"],
    ["https://api.k6.io:0", "is not a URL"],
    ["https://api.k6.io:99999", "is not a URL"],
    ["https://api.k6.io:x", "is not a URL"],
    ["https://api%2ek6.io", "is not a URL"],
    ["https://api.k6.io\\.evil.example", "is not a URL"],
    ["https://[fe80::1%25eth0]", "is not a URL"],
    ["https://[::1", "is not a URL"],
    [" https://api.k6.io", "spaces or invisible"],
    ["https://api.k6.io\n", "spaces or invisible"],
    ["https://api.k6.io\r\nX-Evil: 1", "spaces or invisible"],
    ["https://api\u200b.k6.io", "spaces or invisible"],
  ])("refuses %j: %s", (text, reason) => {
    const error = refusal(text);
    expect(error.code).toBe("HOST_INVALID");
    expect(error.message).toContain(reason);
    expect(error.remedy.join("\n")).toContain("https://api.k6.io");
  });

  test("does not repeat a password that was written into the URL", () => {
    const error = refusal("https://me:hunter2@api.k6.io");
    expect(error.message).toContain("must not have a user name or password");
    expect(JSON.stringify([error.message, error.remedy, error.details])).not.toContain("hunter2");
  });

  test("an accepted host is stable, and never anything but https or loopback", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withQueryParameters: true }),
          fc.webAuthority().map((host) => `http://${host}`),
        ),
        (text) => {
          try {
            const origin = parseApiHost(text);
            expect(parseApiHost(origin)).toBe(origin);
            expect(origin).toMatch(/^https:\/\/|^http:\/\/(127\.|localhost|\[::1\])/);
          } catch (error) {
            if (!(error instanceof K6pError)) throw error;
          }
        },
      ),
    );
  });
});

function refusal(text: string): K6pError {
  try {
    parseApiHost(text);
  } catch (error) {
    if (error instanceof K6pError) return error;
  }
  throw new Error(`${JSON.stringify(text)} was not refused`);
}
