import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { parseGitReference } from "./git-reference.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

function refusal(text: string): string {
  try {
    parseGitReference(text);
  } catch (error) {
    if (error instanceof K6pError && error.code === "TEAM_EXTENDS_INVALID")
      return [error.message, ...error.remedy].join("\n");
    throw error;
  }
  return "accepted";
}

describe("a reference to a git repository", () => {
  test.each([
    ["github:acme/profiles#v1.2.0", "https://github.com/acme/profiles.git", "v1.2.0", undefined],
    ["github:acme/profiles.git#v1", "https://github.com/acme/profiles.git", "v1", undefined],
    ["github:a-b/.github#2026-01:eu/base.yaml", "https://github.com/a-b/.github.git", "2026-01", "eu/base.yaml"],
    [
      "git+https://git.acme.example/team/k6.git#k6p@1.0.0",
      "https://git.acme.example/team/k6.git",
      "k6p@1.0.0",
      undefined,
    ],
    ["git+https://localhost:8443/x#team/v1+build.7:.k6prc", "https://localhost:8443/x", "team/v1+build.7", ".k6prc"],
    [
      "git+ssh://git@git.acme.example:2222/~me/k6.git#@acme/k6@1",
      "ssh://git@git.acme.example:2222/~me/k6.git",
      "@acme/k6@1",
      undefined,
    ],
    ["git+ssh://work/acme/_git/k6#v1", "ssh://work/acme/_git/k6", "v1", undefined],
  ])("is read: %s", (text, url, name, path) => {
    expect(parseGitReference(text)).toEqual({ text, url, pin: { kind: "tag", name }, path });
  });

  test("may be pinned to a full commit ID of either kind", () => {
    for (const commit of [COMMIT, COMMIT + COMMIT.slice(0, 24)])
      expect(parseGitReference(`github:a/b#${commit}`).pin).toEqual({ kind: "commit", commit });
  });

  test.each(["github:acme/profiles", "github:acme/profiles#", "git+https://h.example/x.git", "github:a/b#:x.yaml"])(
    "must be pinned, and the refusal says how: %s",
    (text) => {
      expect(refusal(text)).toMatch(
        /is not pinned\.\nPin a tag \(github:acme\/profiles#v1\.2\.0\) or a full commit ID/,
      );
    },
  );

  test.each(["HEAD", "refs/heads/main", "refs/tags/v1"])("is not pinned to %s", (pin) => {
    expect(refusal(`github:a/b#${pin}`)).toContain("is pinned to a branch or revision that can move");
  });

  test.each([
    "-x",
    "--upload-pack=touch",
    "a/-x",
    "v1..v2",
    "..",
    "v1.",
    "v1.lock",
    ".v1",
    "a//b",
    "/a",
    "a/",
    "@",
    "v1/@",
    "v*",
    "v?",
    "v[1]",
    "v1^{}",
    "v1~1",
    "@{-1}",
    "a\\b",
    "$(id)",
    "`id`",
    "a;b",
    "a|b",
    "a'b",
    'a"b',
    "a&b",
    "+v1",
    "%76",
    "v".repeat(201),
  ])("is refused with a pin that is no plain tag: %s", (pin) => {
    expect(refusal(`github:a/b#${pin}`)).toContain("is pinned to an invalid tag name");
  });

  test.each([
    ["ext::sh -c id#v1", "spaces"],
    ["ext::sh#v1", "uses ext:, which is not supported for repositories"],
    ["file:///srv/repo.git#v1", "uses file:"],
    ["git+file:///srv/repo.git#v1", "uses git+file:"],
    ["http://h.example/x.git#v1", "uses http:"],
    ["git+http://h.example/x.git#v1", "uses git+http:"],
    ["git://h.example/x.git#v1", "uses git:"],
    ["https://h.example/x.git#v1", "must begin with git+https://"],
    ["git+https:h.example#v1", "must begin with"],
    ["ssh://git@h.example/x.git#v1", "must begin with git+ssh://"],
    ["git@github.com:acme/profiles.git#v1", "is not a git repository"],
    ["/srv/repo.git#v1", "is not a git repository"],
    ["-oProxyCommand=id#v1", "is not a git repository"],
    ["GITHUB:a/b#v1", "uses GITHUB:"],
  ])("is refused with another form: %s", (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  test.each([
    "git+ssh://-oProxyCommand=id/x#v1",
    "git+ssh://-x@h.example/x#v1",
    "git+ssh://git@-h.example/x#v1",
    "git+ssh://git:pw@h/x#v1",
    "git+https://h.example/-x/y#v1",
    "git+https://h.example/a//b#v1",
    "git+https://h.example#v1",
    "git+https:///x#v1",
    "git+https://h.example:0/x#v1",
    "git+https://h.example:123456/x#v1",
    "git+https://H.example/x#v1",
    "git+https://[::1]/x#v1",
    "git+https://h.example/x?y#v1",
    "git+https://h.example/%2e%2e/x#v1",
    "git+https://h.example/x;id#v1",
    "git+https://h..example/x#v1",
    "github:-a/b#v1",
    "github:a/-b#v1",
    "github:a#v1",
    "github:a/b/c#v1",
    "github:a_b/c#v1",
    "github:/b#v1",
    "github:a/#v1",
  ])("is refused with an odd host or path: %s", (text) => {
    expect(refusal(text)).toContain("has a host or path that is not plain");
  });

  test.each([
    "git+https://h.example/a/../b#v1",
    "git+ssh://h/..#v1",
    "github:../b#v1",
    "github:a/..#v1",
    "git+https://h/./x#v1",
  ])("is refused with a way upwards: %s", (text) => {
    expect(refusal(text)).toContain("has a path with . or ..");
  });

  test.each(["a\nb", "a\u0000b", "a\u001b]52;b", "ä", "b\u202ec", "x y"])(
    "is refused with the character in %j",
    (part) => {
      expect(refusal(`github:a/b#${part}`)).toContain("non-ASCII characters");
      expect(refusal(`github:a/${part}#v1`)).toContain("non-ASCII characters");
      expect(refusal(`github:a/b#v1:${part}.yaml`)).toContain("non-ASCII characters");
    },
  );

  test.each([
    "",
    "/etc/passwd",
    "../x.yaml",
    "a/../../x.yaml",
    "./x.yaml",
    "a//x.yaml",
    "-x.yaml",
    "a/-x.yaml",
    "a\\x.yaml",
    "nul.yaml",
    "a./x.yaml",
    "x*.yaml",
  ])("is refused with the file %j", (path) => {
    expect(refusal(`github:a/b#v1:${path}`)).toContain("names a file that has");
  });

  test("has one #, at most one : after it, and at most 1000 characters", () => {
    expect(refusal("github:a/b#v1#v2")).toContain("more than one #");
    expect(refusal("github:a/b#v1:x.yaml:y")).toContain("more than one :");
    expect(refusal(`github:a/b#v1:${"a/".repeat(500)}x`)).toContain("more than 1000 characters");
  });

  test("names no user for https, and its password is not shown", () => {
    expect(refusal("git+https://ghp_secret@github.com/a/b#v1")).toMatch(
      /"git\+https:\/\/…@github\.com\/a\/b#v1" names a user/,
    );
    for (const text of [
      "git+https://me:s3cret@h.example/x#v1",
      "git+ssh://me:s3cret@h.example/x#v1",
      "http://me:s3/cr@t@h/x#v1",
    ])
      expect(refusal(text)).not.toMatch(/s3|cr@t/);
  });

  test("that is accepted cannot be an option, a pattern or another protocol to git", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "github:",
        "git+https://",
        "git+ssh://",
        "#",
        ":",
        "/",
        "@",
        "-",
        "..",
        ".",
        "~",
        "a",
        "v1",
        "h.example",
        COMMIT,
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        if (refusal(text) !== "accepted") return;
        const { url, pin, path = "k6p.config.yaml" } = parseGitReference(text);
        expect(url).toMatch(/^(https|ssh):\/\/([\w.-]+@)?[a-z0-9][a-z0-9.-]*(:\d+)?\/[\w./~-]+$/);
        expect(`${url}/${path}`).not.toMatch(/\/\.\.?(\/|$)|\/-|^-/);
        expect(pin.kind === "tag" ? pin.name : pin.commit).toMatch(/^[A-Za-z0-9@][\w.+@/-]*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
