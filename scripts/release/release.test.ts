import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { findProgram, skipUnless } from "../../packages/core/src/testing/real-parts.ts";
import { homebrewFormula } from "./manifests/homebrew.ts";
import { scoopManifest } from "./manifests/scoop.ts";
import { wingetManifests } from "./manifests/winget.ts";
import { makeRelease } from "./make-release.ts";
import { releaseFacts } from "./release-facts.ts";
import { runTool } from "./run-tool.ts";
import { TARGETS } from "./standalone/targets.ts";
import { skipInstalling } from "./testing/skip-installing.ts";
import { tellInstalledStory } from "./testing/installed-story.ts";
import { type ProgramRun, runProgram } from "./testing/run-program.ts";

// Everything here starts programs, and other tests share the machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const root = join(import.meta.dirname, "../..");
const tools = ["dpkg-deb", "rpmbuild", "rpm2cpio", "cpio", "tar", "curl"];
const skip =
  skipInstalling ||
  tools.some((tool) => skipUnless(findProgram(tool), `${tool} is missing, which a release is made with`));

describe.skipIf(skip)("a release", { timeout: 240_000 }, () => {
  let folder: string;
  let releases: string;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "k6p-release-"));
    releases = join(folder, "files");
    makeRelease(root, [TARGETS[0]], releases);
    server = createServer((request, response) => {
      const path = join(releases, basename(request.url ?? ""));
      if (existsSync(path)) response.end(readFileSync(path));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  }, 600_000);
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, maxRetries: 5 });
  });

  const install = (home: string, env: NodeJS.ProcessEnv = {}): Promise<ProgramRun> => {
    mkdirSync(home, { recursive: true });
    const whole = { PATH: process.env["PATH"], HOME: home, K6P_RELEASES: address, ...env };
    return runProgram(["sh", join(root, "install.sh")], { env: whole, cwd: home });
  };

  it("lists the checksum of every file", () => {
    const names = readdirSync(releases).filter((name) => name !== "checksums.txt");
    expect(names.length).toBeGreaterThan(5);
    const checked = runTool("sha256sum", ["--check", "checksums.txt"], { cwd: releases });
    expect(checked.trim().split("\n").toSorted()).toEqual(names.map((name) => `${name}: OK`).toSorted());
  });

  it("says what it is made of", () => {
    const document: unknown = JSON.parse(readFileSync(join(releases, "k6p.cdx.json"), "utf8"));
    const names = ["@oclif/core", "age-encryption", "@napi-rs/keyring", "@oven/bun-linux-x64"];
    expect(document).toMatchObject({
      bomFormat: "CycloneDX",
      components: expect.arrayContaining(names.map((name) => expect.objectContaining({ name }))),
    });
  });

  describe("by install.sh", () => {
    let home: string;
    beforeAll(async () => {
      home = join(folder, "home with a blank");
      const installed = await install(home);
      expect(installed.code, installed.stderr).toBe(0);
      expect(installed.stdout).toMatch(
        /^Installed k6p \S+ as .*\/\.local\/bin\/k6p\n.* is not on PATH; add it: export PATH=/,
      );
    }, 240_000);
    tellInstalledStory(() => [join(home, ".local/bin/k6p")]);

    it("is replaced by another run, and nothing else lies there", async () => {
      expect((await install(home)).code).toBe(0);
      expect(readdirSync(join(home, ".local/bin"))).toEqual(["k6p"]);
    });

    it("is not installed when a file is not the one that was released", async () => {
      const other = join(folder, "other");
      const archive = join(releases, "k6p-linux-x64.tar.gz");
      const released = readFileSync(archive);
      writeFileSync(archive, Buffer.concat([released, Buffer.from("x")]));
      try {
        const refused = await install(other);
        expect(refused.code).toBe(1);
        expect(refused.stderr).toContain("is not the file that was released");
      } finally {
        writeFileSync(archive, released);
      }
      expect(existsSync(join(other, ".local"))).toBe(false);
    });

    it("is not installed when the checksum is missing, or the download fails", async () => {
      const list = join(releases, "checksums.txt");
      const released = readFileSync(list);
      writeFileSync(list, "");
      try {
        expect((await install(join(folder, "third"))).stderr).toContain("does not list");
      } finally {
        writeFileSync(list, released);
      }
      const gone = await install(join(folder, "fifth"), { K6P_RELEASES: "http://127.0.0.1:9" });
      expect(gone).toMatchObject({ code: 1 });
      expect(gone.stderr).toContain("could not be downloaded");
    });
  });

  describe("by its .deb", () => {
    let system: string;
    beforeAll(() => {
      system = join(folder, "system");
      for (const path of ["var/lib/dpkg/info", "var/lib/dpkg/updates"])
        mkdirSync(join(system, path), { recursive: true });
      writeFileSync(join(system, "var/lib/dpkg/status"), "");
      const words = [`--root=${system}`, "--force-not-root,depends,script-chrootless", "--install", debFile()];
      runTool("dpkg", words);
    }, 240_000);
    tellInstalledStory(() => [join(system, "usr/bin/k6p")]);

    it("has a page for man, completion for three shells, and its licences", () => {
      const listed = runTool("dpkg", [`--root=${system}`, "--listfiles", "k6p"]).split("\n");
      expect(listed).toEqual(
        expect.arrayContaining([
          "/usr/share/man/man1/k6p.1.gz",
          "/usr/share/bash-completion/completions/k6p",
          "/usr/share/zsh/vendor-completions/_k6p",
          "/usr/share/fish/vendor_completions.d/k6p.fish",
          "/usr/share/doc/k6p/copyright",
        ]),
      );
      expect(runTool("dpkg-deb", ["--field", debFile(), "Maintainer", "Homepage"])).toContain("https:");
    });

    const debFile = (): string => join(releases, readdirSync(releases).find((name) => name.endsWith(".deb")) ?? "");
  });

  it("runs from its .rpm, which rpm finds whole", async () => {
    const rpm = join(releases, readdirSync(releases).find((name) => name.endsWith(".rpm")) ?? "");
    expect(runTool("rpm", ["--checksig", "--nosignature", rpm])).toContain("OK");
    expect(runTool("rpm", ["--query", "--package", "--list", rpm])).toContain("/usr/bin/k6p\n");
    const unpacked = mkdtempSync(join(folder, "rpm-"));
    execFileSync("sh", ["-c", 'rpm2cpio "$1" | cpio --extract --make-directories --quiet', "sh", rpm], {
      cwd: unpacked,
    });
    const ran = await runProgram([join(unpacked, "usr/bin/k6p"), "--version"], {
      env: { HOME: unpacked },
      cwd: unpacked,
    });
    expect(ran.stdout).toMatch(/^k6p \d/);
  });
});

describe("the manifests of package managers", () => {
  const facts = {
    ...releaseFacts(root, ""),
    checksumOf: (name: string) => Buffer.from(name.padEnd(32)).subarray(0, 32).toString("hex"),
  };

  it("is a formula of Homebrew in which every system has its own file", () => {
    const formula = homebrewFormula(facts);
    const addresses = [...formula.matchAll(/url "([^"]+)"/g)].map(([, address = ""]) => basename(address));
    expect(addresses.toSorted()).toEqual(
      ["linux-arm64", "linux-x64", "macos-arm64", "macos-x64"].map((id) => `k6p-${id}.tar.gz`),
    );
    if (!findProgram("ruby")) return;
    const file = join(mkdtempSync(join(tmpdir(), "k6p-formula-")), "k6p.rb");
    writeFileSync(file, formula);
    expect(runTool("ruby", ["-wc", file])).toContain("Syntax OK");
    rmSync(join(file, ".."), { recursive: true });
  });

  it("is a manifest of Scoop with the checksum of the archive", () => {
    expect(JSON.parse(scoopManifest(facts))).toMatchObject({
      bin: "k6p.exe",
      architecture: {
        "64bit": { url: expect.stringContaining("k6p-windows-x64.zip"), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
  });

  it("are three files of winget that name one package and version", () => {
    const files = Object.values(wingetManifests(facts)).map((text): unknown => parse(text));
    expect(files).toHaveLength(3);
    for (const file of files)
      expect(file).toMatchObject({ PackageIdentifier: "k6p.k6p", PackageVersion: facts.version });
  });
});

describe("the scripts for shells", () => {
  const scripts = ["install.sh", "scripts/windows/make-place.sh", "scripts/windows/enter-place.sh", ".ci/run"];
  it.skipIf(skipUnless(findProgram("shellcheck"), "shellcheck is missing"))(
    "have no fault that shellcheck finds",
    () => {
      expect(runTool("shellcheck", ["--severity=warning", ...scripts.map((path) => join(root, path))])).toBe("");
    },
  );
});
