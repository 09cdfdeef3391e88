import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { Deadline } from "../host/deadline.ts";
import { findGit } from "./find-git.ts";
import { createGitRemotes } from "./fixtures/git-remote.ts";
import { startHttpsGitServer } from "./fixtures/https-git-server.ts";
import { Git } from "./git.ts";
import { RemoteRepository } from "./remote-repository.ts";

const PASSWORD = "hunter2-of-the-helper";
const isHere = findProgram("git") && findProgram("openssl") && process.platform !== "win32";
const skip = skipUnless(isHere, "git and openssl are not here");

async function start(name = "policy") {
  const remotes = createGitRemotes();
  const remote = remotes.add("policy");
  const commit = remote.commit({ "k6p.config.yaml": "version: 1\n" });
  remote.tag("v1");
  const server = await startHttpsGitServer(remotes.folder, PASSWORD);
  const home = scratchFolder();
  const open = (env: Readonly<Record<string, string>>) => {
    const host = createNodeHost({ env: { PATH: remotes.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: home, ...env } });
    const git = new Git(host, { program: findGit(host, []), mayAsk: false });
    const url = `${server.origin}/${name}.git`;
    return new RemoteRepository({ git, url, folder: scratchFolder(), deadline: new Deadline(host, 20_000) });
  };
  const useHelper = (password = PASSWORD): void => {
    const helper = join(home, "helper");
    writeFileSync(helper, `#!/bin/sh\n[ "$1" = get ] && printf 'username=me\\npassword=${password}\\n'\n`);
    chmodSync(helper, 0o700);
    writeFileSync(join(home, ".gitconfig"), `[credential]\n\thelper = ${helper}\n`);
  };
  return { commit, server, useHelper, open, trusting: { GIT_SSL_CAINFO: server.certificate } };
}

describe.skipIf(skip)("a private repository by https", () => {
  test("is reached with the user's own credential helper", async () => {
    const { commit, useHelper, open, trusting } = await start();
    useHelper();
    const repository = open(trusting);
    expect(await repository.look("v1")).toEqual({ tag: commit, branch: undefined });
    expect(await repository.fetch(commit, "v1")).toBe("fetched");
    expect(await repository.read(commit, "k6p.config.yaml")).toEqual({
      kind: "file",
      bytes: Buffer.from("version: 1\n"),
    });
  });

  test("is not waited for without a terminal, and the error shows no password", async () => {
    const { useHelper, open, trusting } = await start();
    await expect(open(trusting).look("v1")).rejects.toThrow(/could not read Username.*terminal prompts disabled/);
    useHelper("wrong-and-secret");
    const error: unknown = await open(trusting)
      .look("v1")
      .catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/Authentication failed/);
    expect(JSON.stringify(error) + String(error)).not.toContain("wrong-and-secret");
  });

  test("is not reached without a trusted certificate, whatever the environment says", async () => {
    const { useHelper, open, server } = await start();
    useHelper();
    await expect(open({ GIT_SSL_NO_VERIFY: "1" }).look("v1")).rejects.toThrow(/certificate/);
    expect(server.requests).toEqual([]);
  });

  test("is not followed to plain http", async () => {
    const { useHelper, open, trusting } = await start("redirect/policy");
    useHelper();
    await expect(open(trusting).look("v1")).rejects.toThrow(
      /Protocol "http" (not supported|disabled)|http.*not allowed/i,
    );
  });
});
