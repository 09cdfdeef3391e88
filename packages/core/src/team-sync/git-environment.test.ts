import { describe, expect, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { gitEnvironment } from "./git-environment.ts";

const SURROUNDINGS = { searchFolders: ["/usr/bin", "/bin"], mayAsk: false, network: true };

function environment(env: Readonly<Record<string, string>>, platform: NodeJS.Platform = "linux") {
  return gitEnvironment(createNodeHost({ env, platform }), SURROUNDINGS);
}

describe("the environment of git", () => {
  test("has what the user's own credentials need", () => {
    const own = {
      HOME: "/home/me",
      SSH_AUTH_SOCK: "/run/agent",
      GIT_SSH_COMMAND: "ssh -i key",
      GIT_ASKPASS: "/usr/bin/ask",
      https_proxy: "http://proxy",
      GCM_INTERACTIVE: "0",
    };
    expect(environment(own)).toMatchObject(own);
  });

  test.each([
    "K6_CLOUD_TOKEN",
    "K6P_TOKEN_PROD",
    "AWS_SECRET_ACCESS_KEY",
    "NPM_TOKEN",
    "LD_PRELOAD",
    "NODE_OPTIONS",
    "BASH_ENV",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_0",
    "GIT_CONFIG_VALUE_0",
    "GIT_CONFIG_PARAMETERS",
    "GIT_TEMPLATE_DIR",
    "GIT_EXEC_PATH",
    "GIT_PROXY_COMMAND",
    "GIT_EXTERNAL_DIFF",
    "GIT_SSL_NO_VERIFY",
    "GIT_TRACE_CURL",
    "GIT_PROTOCOL_FROM_USER",
  ])("has no %s", (name) => {
    expect(environment({ [name]: "x" })).not.toHaveProperty(name);
  });

  test("allows only https and ssh, whatever it was before, and nothing without a network", () => {
    const env = { GIT_ALLOW_PROTOCOL: "file:ext", GIT_TERMINAL_PROMPT: "1" };
    expect(environment(env)).toMatchObject({ GIT_ALLOW_PROTOCOL: "https:ssh", GIT_TERMINAL_PROMPT: "0" });
    const host = createNodeHost({ env });
    const offline = gitEnvironment(host, { ...SURROUNDINGS, network: false });
    expect(offline).toMatchObject({ GIT_ALLOW_PROTOCOL: "", GIT_NO_LAZY_FETCH: "1" });
    expect(gitEnvironment(host, { ...SURROUNDINGS, mayAsk: true })).not.toHaveProperty("GIT_TERMINAL_PROMPT");
  });

  test("has the given folders as PATH, under the name that the system uses", () => {
    expect(environment({ PATH: "/evil" })["PATH"]).toBe("/usr/bin:/bin");
    const windows = environment({ PATH: "C:\\evil", SystemRoot: "C:\\Windows", LOCALAPPDATA: "x" }, "win32");
    expect(windows).toMatchObject({ Path: "/usr/bin;/bin", SystemRoot: "C:\\Windows", LOCALAPPDATA: "x" });
    expect(windows).not.toHaveProperty("PATH");
  });
});
