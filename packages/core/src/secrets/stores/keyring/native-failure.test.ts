import { describe, expect, test } from "vitest";
import { nativeFailure } from "./native-failure.ts";

describe("What the native module reports is told apart by its text", () => {
  test.each([
    ["linux", "locked", "Platform failure: Secret Service: unlock prompt was dismissed"],
    ["linux", "locked", "Couldn't access platform storage: SS error: prompt dismissed"],
    ["linux", "locked", "Couldn't access platform storage: SS error: object locked"],
    ["linux", "locked", "org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object"],
    [
      "linux",
      "timeout",
      "Platform failure: DBus error: Did not receive a reply. Possible causes include: the remote application did not send a reply",
    ],
    [
      "linux",
      "timeout",
      "org.freedesktop.DBus.Error.TimedOut: Failed to activate service: service_start_timeout=120000ms",
    ],
    ["linux", "unavailable", "Couldn't access platform storage: Secret Service: no result found"],
    [
      "linux",
      "unavailable",
      "Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files",
    ],
    ["linux", "unavailable", "DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time"],
    ["linux", "unavailable", "Couldn't access platform storage: AccessDenied"],
    ["linux", "corrupt", "Entry is matched by 2 credentials: [SsCredential]"],
    ["linux", "corrupt", "Password data is not valid UTF-8"],
    ["darwin", "locked", "Platform secure storage failure: User interaction is not allowed. (-25308)"],
    ["darwin", "locked", "Platform failure: error code -25308"],
    ["darwin", "locked", "The user name or passphrase you entered is not correct. (-25293)"],
    ["darwin", "locked", "Platform failure: User canceled the operation. (-128)"],
    ["darwin", "unavailable", "Platform failure: The specified keychain could not be found. (-25294)"],
    [
      "win32",
      "unavailable",
      "Couldn't access platform storage: A specified logon session does not exist. (os error 1312)",
    ],
    ["win32", "unavailable", "Platform failure: The stub received bad data. (os error 1783)"],
    ["win32", "unavailable", "something that nobody has seen yet"],
  ] as const)("%s: %s: %s", (platform, kind, message) => {
    expect(nativeFailure(message, platform).kind).toBe(kind);
  });
});

test("An unknown report is shown in one short line, without anything that moves a cursor", () => {
  const { reason } = nativeFailure(`first\nsecond \u001b[31mred\u0007 ${"x".repeat(5_000)}`, "linux");
  expect(reason).toMatch(/^It reported: first second \[31mred x+\.$/);
  expect(reason.length).toBeLessThan(400);
});

test("The remedy belongs to the system", () => {
  expect(nativeFailure("error code -25308", "darwin").remedy.join()).toContain("security unlock-keychain");
  expect(nativeFailure("prompt dismissed", "linux").remedy.join()).toContain("desktop");
});
