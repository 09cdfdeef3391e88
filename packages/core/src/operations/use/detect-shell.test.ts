import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../host/host.ts";
import { createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { detectShell } from "./detect-shell.ts";
import type { Engine } from "../../engine/engine.ts";

let test: TestEngine;

beforeAll(() => {
  test = createTestEngine();
});

afterAll(() => test.remove());

/** An engine that was started by the first of the programs, which was started by the second, and so on. */
function startedBy(programs: readonly (string | undefined)[], env: Environment = {}): Engine {
  const engine = test.withEnv(env);
  const { processes } = engine.host;
  const above = {
    ...processes,
    nodeProgram: processes.nodeProgram,
    nameOf: async (processId: number) => programs[processId - 1],
    parentOf: async (processId: number) => (processId < programs.length ? processId + 1 : undefined),
  };
  return { ...engine, host: { ...engine.host, parentProcessId: 1, processes: above } };
}

async function detected(programs: readonly (string | undefined)[], env?: Environment): Promise<string> {
  return (await detectShell(startedBy(programs, env), undefined)).id;
}

describe("the shell to print lines for", () => {
  it.each([
    ["bash", "zsh"],
    ["nushell", "nu"],
    ["pwsh", "powershell"],
  ])("is %s when that is named, whatever runs k6p", async (name) => {
    expect((await detectShell(startedBy(["fish"], { SHELL: "/bin/zsh" }), name)).id).toBe(name);
  });

  it.each([
    [["fish", "bash"], "fish"],
    [["nu"], "nushell"],
    [["dash"], "sh"],
    [["sh", "bash"], "sh"],
    [["npm exec k6p en", "fish"], "fish"],
    [["sh", "npm exec k6p en", "fish"], "fish"],
    [["sh", "pnpm", "elvish"], "elvish"],
    [["sh", "make", "fish"], "sh"],
  ] as const)("is that of the program which started k6p: %j", async (programs, id) => {
    expect(await detected(programs, { SHELL: "/bin/zsh" })).toBe(id);
  });

  it.each([
    [["make", "fish"], "zsh"],
    [["node", "bash"], "zsh"],
    [["npm exec", undefined], "zsh"],
    [[undefined], "zsh"],
    [[], "zsh"],
  ] as const)("is that of SHELL when something else started k6p: %j", async (programs, id) => {
    expect(await detected(programs, { SHELL: "/usr/bin/zsh" })).toBe(id);
  });

  it("is xonsh, where its program is called Python", async () => {
    expect(await detected(["python3.13"], { XONSH_VERSION: "0.19.0", SHELL: "/bin/zsh" })).toBe("xonsh");
    expect(await detected(["Python"], { XONSH_VERSION: "0.19.0", SHELL: "/bin/zsh" })).toBe("xonsh");
    expect(await detected(["python3"], { SHELL: "/bin/zsh" })).toBe("zsh");
    expect(await detected(["bash"], { XONSH_VERSION: "0.19.0" })).toBe("bash");
  });

  it.each([
    [["tcsh"], { SHELL: "/bin/bash" }],
    [["npm exec", "csh"], { SHELL: "/bin/bash" }],
    [["make"], { SHELL: "/bin/tcsh" }],
    [["make"], { SHELL: "" }],
    [["make"], {}],
    [["explorer"], {}],
  ] as const)("is never guessed: %j with %j is an error that lists the choices", async (programs, env) => {
    await expect(detected(programs, env)).rejects.toMatchObject({
      code: "SHELL_UNKNOWN",
      remedy: ["Name the shell: --shell bash|zsh|sh|ksh|fish|pwsh|cmd|nushell|elvish|xonsh"],
    });
  });

  it("is not one that is named but unknown", async () => {
    await expect(detectShell(startedBy(["bash"]), "tcsh")).rejects.toMatchObject({ code: "SHELL_UNKNOWN" });
  });
});
