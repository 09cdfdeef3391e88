import { K6pError } from "@k6p/core/errors/k6p-error";
import { Secret } from "@k6p/core/secrets/secret";
import { describe, expect, it } from "vitest";
import { recordedTerminal } from "../../test/recorded-terminal.ts";
import { reportError } from "./report-error.ts";

const lost = new K6pError("PROFILE_NOT_FOUND", {
  message: "No profile has the name pord.",
  remedy: ["Did you mean prod?"],
  details: { profile: "pord", secret: new Secret("hush") },
});

describe("reporting an error", () => {
  it("says on standard error what happened, what to do, and the code", async () => {
    const terminal = recordedTerminal();
    expect(await reportError(lost, { terminal, json: false })).toBe(3);
    expect(terminal.output).toEqual({
      printed: "",
      errors: "Error: No profile has the name pord.\n  Did you mean prod?\n(PROFILE_NOT_FOUND)\n",
    });
  });

  it("prints JSON on standard output alone, without secrets", async () => {
    const terminal = recordedTerminal();
    expect(await reportError(lost, { terminal, json: true })).toBe(3);
    expect(terminal.output.errors).toBe("");
    expect(JSON.parse(terminal.output.printed)).toEqual({
      error: {
        code: "PROFILE_NOT_FOUND",
        message: "No profile has the name pord.",
        remedy: ["Did you mean prod?"],
        details: { profile: "pord", secret: "[secret]" },
      },
    });
  });

  it("takes what the system forbids for what it is, and not for a fault of k6p", async () => {
    const terminal = recordedTerminal();
    const denied = Object.assign(new Error("EACCES: permission denied"), {
      code: "EACCES",
      syscall: "unlink",
      path: "/x y",
    });
    expect(await reportError(denied, { terminal, json: false })).toBe(8);
    expect(terminal.output.errors).toBe(
      "Error: /x y could not be changed (EACCES).\n  ls -ld '/x y'\n(FILE_WRITE_FAILED)\n",
    );
    expect(await reportError(Object.assign(denied, { syscall: "lstat" }), { terminal, json: false })).toBe(8);
    expect(terminal.output.errors).toContain("/x y could not be read (EACCES).");
  });

  it("lets no terminal sequence of a server through", async () => {
    const terminal = recordedTerminal();
    await reportError(new K6pError("CLOUD_ANSWER", { message: "\u001b]0;owned\u0007bad\u001b[2J" }), {
      terminal,
      json: false,
    });
    expect(terminal.output.errors).toBe("Error: bad\n(CLOUD_ANSWER)\n");
  });

  it("names a fault as such and keeps the trace for K6P_DEBUG", async () => {
    const quiet = recordedTerminal();
    expect(await reportError(new TypeError("x is not a function"), { terminal: quiet, json: false })).toBe(1);
    expect(quiet.output.errors).toMatch(/^Error: Internal error: x is not a function\n {2}Set K6P_DEBUG=1 /);
    expect(quiet.output.errors).not.toContain("report-error.test.ts");
    const verbose = recordedTerminal({ env: { K6P_DEBUG: "1" } });
    await reportError(new TypeError("x is not a function"), { terminal: verbose, json: false });
    expect(verbose.output.errors).toContain("report-error.test.ts");
  });
});
