import { mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";

const PROFILES = [
  { name: "prod", stackId: 11111 },
  { name: "dev", stackId: 22222 },
];

/** A home with profiles and folders, and a way to run commands in one of them. */
async function makeBoundHome() {
  const home = realpathSync(await makeProfileHome(PROFILES));
  const folder = join(home, "work", "a b");
  mkdirSync(join(folder, "deep"), { recursive: true });
  const run = (words: readonly string[], cwd = folder, env = {}) =>
    runInProcess(words, { home, cwd, env: { ...VAULT, ...env } });
  return { home, folder, run };
}

async function sourceOf(ran: ReturnType<typeof runInProcess>): Promise<unknown> {
  const { stdout } = await ran;
  const { name, source } = JSON.parse(stdout) as { readonly name: string; readonly source: string };
  return `${name} by ${source}`;
}

describe("a bound folder", () => {
  it("decides which profile is meant, below an argument and K6P_PROFILE and above the active one, and says so", async () => {
    const { home, folder, run } = await makeBoundHome();
    await run(["use", "dev"]);
    const bound = await run(["profile", "bind", "prod"]);
    expect(bound.stdout).toBe(`Bound ${folder} to profile prod.\n`);
    expect(bound.stderr).toContain("k6p hook install");
    const show = ["profile", "show", "--json"];
    expect(await sourceOf(run(show))).toBe("prod by binding");
    expect(await sourceOf(run(show, join(folder, "deep")))).toBe("prod by binding");
    expect(await sourceOf(run(show, home))).toBe("dev by active");
    expect(await sourceOf(run(show, folder, { K6P_PROFILE: "dev" }))).toBe("dev by K6P_PROFILE");
    expect(await sourceOf(run(["profile", "show", "dev", "--json"]))).toBe("dev by argument");
  });

  it("gives exec its profile", async () => {
    const { run } = await makeBoundHome();
    await run(["profile", "bind", "prod"]);
    const ran = await run(["exec", "--", process.execPath, "-p", "process.env.K6P_PROFILE"]);
    expect(ran.stdout, ran.stderr).toBe("prod\n");
  });

  it.skipIf(process.platform === "win32")("is reached through a symbolic link as well", async () => {
    const { home, folder, run } = await makeBoundHome();
    symlinkSync(folder, join(home, "link"));
    await run(["profile", "bind", "prod", "link"], home);
    expect(await sourceOf(run(["profile", "show", "--json"]))).toBe("prod by binding");
  });

  it("keeps its profile when that gets another name, and lets no other one step in when it is removed", async () => {
    const { folder, run } = await makeBoundHome();
    await run(["use", "dev"]);
    await run(["profile", "bind", "prod"]);
    await run(["profile", "rename", "prod", "live"]);
    expect(await sourceOf(run(["profile", "show", "--json"]))).toBe("live by binding");
    await run(["profile", "remove", "live", "--yes"]);
    const refused = await run(["profile", "show"]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(`${folder} is bound to profile live, which no longer exists.`);
    expect(refused.stderr).toContain(`k6p profile unbind '${folder}'`);
    expect((await run(["profile", "bindings"])).stdout).toContain("live (removed)");
  });

  it("can be bound to what is active, and bound again", async () => {
    const { run } = await makeBoundHome();
    await run(["use", "dev"]);
    expect((await run(["profile", "bind", "prod"])).code).toBe(0);
    expect((await run(["profile", "bind"])).stdout).toContain("to profile dev (previously prod).");
    expect((await run(["profile", "bind"], undefined, { K6P_HOOK: "bash" })).stderr).toBe("");
  });

  it("is listed, with the one that counts here", async () => {
    const { home, folder, run } = await makeBoundHome();
    await run(["profile", "bind", "prod"]);
    await run(["profile", "bind", "dev", home]);
    const { stdout } = await run(["profile", "bindings"], join(folder, "deep"));
    expect(stdout.split("\n").map((line) => line.trim())).toEqual([
      expect.stringMatching(/^FOLDER +PROFILE +BY$/),
      expect.stringMatching(/^\/.* dev +you$/),
      expect.stringMatching(/^\* .*a b +prod +you$/),
      "",
    ]);
  });

  it("is unbound, also when it has gone; one above it is told", async () => {
    const { home, folder, run } = await makeBoundHome();
    await run(["profile", "bind", "prod"]);
    await run(["profile", "bind", "dev", home]);
    rmSync(folder, { recursive: true });
    const gone = await run(["profile", "unbind", folder], home);
    expect(gone).toMatchObject({ code: 0, stdout: `${folder} is no longer bound to profile prod.\n` });
    expect(gone.stderr).toContain(`is inside ${home}, which is still bound to profile dev.`);
    expect((await run(["profile", "unbind", folder], home)).stdout).toBe(`${folder} is not bound to a profile.\n`);
  });

  it.skipIf(process.platform === "win32")(
    "can have any name, and is shown without what would move the cursor",
    async () => {
      const { home, run } = await makeBoundHome();
      const name = "it's \u001b[2J $(x) `y`\n%0A ü";
      mkdirSync(join(home, name));
      await run(["profile", "bind", "prod", name], home);
      expect(await sourceOf(run(["profile", "show", "--json"], join(home, name)))).toBe("prod by binding");
      const { stdout } = await run(["profile", "bindings", "--json"], join(home, name));
      expect(JSON.parse(stdout)).toEqual({
        bindings: [{ folder: join(home, name), profile: "prod", state: "bound", by: "user", active: true }],
      });
      expect((await run(["profile", "bindings"])).stdout).not.toContain("\u001b");
    },
  );

  it("must be a folder, and the profile must be there", async () => {
    const { run } = await makeBoundHome();
    expect((await run(["profile", "bind", "prod", "nowhere"])).code).toBe(2);
    expect((await run(["profile", "bind", "nope"])).code).toBe(3);
  });
});
