import { expect, it } from "vitest";
import { expandHome } from "./expand-home.ts";

const linux = { platform: "linux", homeDirectory: "/home/ann" } as const;

it("replaces only a tilde that a shell would have expanded to the user's own home", () => {
  expect(expandHome(linux, "~/k6/prod.json")).toBe("/home/ann/k6/prod.json");
  for (const path of ["~", "~bob/x", "./~/x", "/tmp/~/x", "a~/x", "~\\x", ""])
    expect(expandHome(linux, path)).toBe(path);
});

it("also reads backslashes on Windows", () => {
  const windows = { platform: "win32", homeDirectory: "C:\\Users\\ann" } as const;
  expect(expandHome(windows, "~\\k6\\prod.json")).toBe("C:\\Users\\ann\\k6\\prod.json");
  expect(expandHome(windows, "~/prod.json")).toBe("C:\\Users\\ann\\prod.json");
});

it("leaves the path alone where there is no home folder", () => {
  expect(expandHome({ ...linux, homeDirectory: "" }, "~/x")).toBe("~/x");
});
