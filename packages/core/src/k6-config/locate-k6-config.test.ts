import { describe, expect, test } from "vitest";
import { type LocationRequest, locateK6Config } from "./locate-k6-config.ts";

type Machine = Parameters<typeof locateK6Config>[0];

const nothingIsOurs: LocationRequest = { isOwnFile: () => false };
const linux = (env: Machine["env"]): Machine => ({
  platform: "linux",
  workingDirectory: "/work",
  env: { HOME: "/home/me", ...env },
});

describe("the default place", () => {
  test.each<[string, Machine, string]>([
    ["Linux", linux({}), "/home/me/.config/k6/config.json"],
    ["Linux with XDG_CONFIG_HOME", linux({ XDG_CONFIG_HOME: "/etc//x/" }), "/etc/x/k6/config.json"],
    ["Linux with an empty XDG_CONFIG_HOME", linux({ XDG_CONFIG_HOME: "" }), "/home/me/.config/k6/config.json"],
    ["Linux with a relative XDG_CONFIG_HOME", linux({ XDG_CONFIG_HOME: "conf" }), "/work/.config/k6/config.json"],
    ["Linux with an empty HOME", linux({ HOME: "" }), "/work/.config/k6/config.json"],
    ["Linux without HOME", linux({ HOME: undefined }), "/work/.config/k6/config.json"],
    ["Linux with a relative HOME", linux({ HOME: "me" }), "/work/me/.config/k6/config.json"],
    ["FreeBSD", { ...linux({}), platform: "freebsd" }, "/home/me/.config/k6/config.json"],
    [
      "macOS",
      { ...linux({ XDG_CONFIG_HOME: "/x" }), platform: "darwin" },
      "/home/me/Library/Application Support/k6/config.json",
    ],
    ["macOS with an empty HOME", { ...linux({ HOME: "" }), platform: "darwin" }, "/work/.config/k6/config.json"],
    [
      "Windows",
      windows({ APPDATA: "C:\\Users\\me\\AppData\\Roaming" }),
      "C:\\Users\\me\\AppData\\Roaming\\k6\\config.json",
    ],
    ["Windows with another spelling", windows({ AppData: "D:\\Data" }), "D:\\Data\\k6\\config.json"],
    ["Windows without AppData", windows({ HOME: "C:\\x" }), "C:\\work\\.config\\k6\\config.json"],
  ])("on %s", (_system, machine, path) => {
    expect(locateK6Config(machine, nothingIsOurs)).toEqual({ path, source: "default", k6NeedsFile: false });
  });
});

describe("K6_CONFIG", () => {
  test("names the file, from the working folder on", () => {
    expect(locateK6Config(linux({ K6_CONFIG: "a/../b.json" }), nothingIsOurs)).toEqual({
      path: "/work/b.json",
      source: "K6_CONFIG",
      k6NeedsFile: true,
    });
  });

  test("is taken as it stands: a tilde is a name", () => {
    expect(locateK6Config(linux({ K6_CONFIG: "~/b.json" }), nothingIsOurs).path).toBe("/work/~/b.json");
  });

  test("may name a missing file only when it spells the default path", () => {
    const needs = (path: string) => locateK6Config(linux({ K6_CONFIG: path }), nothingIsOurs).k6NeedsFile;
    expect(needs("/home/me/.config/k6/config.json")).toBe(false);
    expect(needs("/home/me/.config//k6/config.json")).toBe(true);
  });

  test("is an error when it is empty, as in k6", () => {
    expect(() => locateK6Config(linux({ K6_CONFIG: "" }), nothingIsOurs)).toThrow(
      expect.objectContaining({ code: "K6_CONFIG_PATH", remedy: ["unset K6_CONFIG"] }),
    );
  });

  test("on Windows counts by its exact name only", () => {
    expect(locateK6Config(windows({ k6_config: "x", APPDATA: "C:\\a" }), nothingIsOurs).source).toBe("default");
  });
});

describe("a file that the user names", () => {
  test("beats K6_CONFIG, even an empty one", () => {
    expect(locateK6Config(linux({ K6_CONFIG: "" }), { ...nothingIsOurs, explicit: "c.json" })).toEqual({
      path: "/work/c.json",
      source: "--config",
      k6NeedsFile: true,
    });
  });

  test.each([
    ["empty", { explicit: "", isOwnFile: () => false }],
    ["a private copy", { explicit: "/run/k6p/config.json", isOwnFile: () => true }],
  ])("is refused when it is %s", (_case, request) => {
    expect(() => locateK6Config(linux({}), request)).toThrow(expect.objectContaining({ code: "K6_CONFIG_PATH" }));
  });
});

describe("a private copy of k6p in K6_CONFIG", () => {
  const machine = linux({ K6_CONFIG: "own.json" });
  const isOwnFile = (path: string): boolean => path === "/work/own.json";

  test("is never the answer: the default place is", () => {
    expect(locateK6Config(machine, { isOwnFile })).toMatchObject({
      path: "/home/me/.config/k6/config.json",
      source: "default",
    });
  });

  test("gives way to the file that it was made from", () => {
    expect(locateK6Config(machine, { isOwnFile, baseOfOwnFile: "/srv/base.json" })).toEqual({
      path: "/srv/base.json",
      source: "K6_CONFIG",
      k6NeedsFile: true,
    });
  });
});

function windows(env: Machine["env"]): Machine {
  return { platform: "win32", workingDirectory: "C:\\work", env };
}
