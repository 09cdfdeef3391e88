import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quotedPath } from "./posix-quote.ts";

test("plain paths stay as they are", () => {
  expect(quotedPath("/home/ann/.config/k6/config.json")).toBe("/home/ann/.config/k6/config.json");
});

test("a shell reads every path as it was", () => {
  const paths = fc.sample(
    fc.string({ minLength: 1, unit: "grapheme" }).filter((path) => !path.includes("\0")),
    200,
  );
  const script = `printf '%s\\0' ${[...paths, "/a b/it's", "$(id)", "-x"].map(quotedPath).join(" ")}`;
  const lines = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0");
  expect(lines).toEqual([...paths, "/a b/it's", "$(id)", "-x", ""]);
});
