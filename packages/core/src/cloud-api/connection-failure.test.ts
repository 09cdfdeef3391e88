import { describe, expect, test } from "vitest";
import { connectionFailure } from "./connection-failure.ts";

const failed = (...codes: readonly unknown[]): Error => {
  const [code, ...deeper] = codes;
  const cause = deeper.length === 0 ? undefined : failed(...deeper);
  return Object.assign(new Error("sent: Bearer canary", { cause }), code === undefined ? {} : { code });
};

describe("connectionFailure", () => {
  test.each([
    [failed(undefined, "ECONNRESET"), "it closed the connection (ECONNRESET)", true],
    [failed(undefined, 0, "UND_ERR_ABORTED"), "a proxy did not connect to it (UND_ERR_ABORTED)", false],
    [failed(undefined, "ECONNREFUSED"), "it refused the connection (ECONNREFUSED)", false],
    [failed(undefined, "SOMETHING_NEW"), "no connection could be made (SOMETHING_NEW)", false],
    [failed(undefined), "no connection could be made", false],
    [failed("sent: Bearer canary"), "no connection could be made", false],
    ["thrown text", "no connection could be made", false],
  ])("reads case %# by its deepest code", (error, reason, transient) => {
    expect(connectionFailure(error)).toEqual({ reason, transient });
  });

  test.each([
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("says with %s that the certificate is the trouble, and what helps behind a proxy", (code) => {
    const { reason } = connectionFailure(failed(undefined, code));
    expect(reason).toContain("certificate is not trusted");
    expect(reason).toContain("NODE_EXTRA_CA_CERTS");
  });

  test("comes to an end when errors are each other's cause", () => {
    const first = failed("EPIPE");
    first.cause = new Error("second", { cause: first });
    expect(connectionFailure(first).reason).toContain("EPIPE");
  });
});
