import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { formatBindings, parseBindings } from "@k6p/core/bindings/binding-lines";
import { describe, expect, it } from "vitest";
import { cannotDrive, DEV, NOTHING, openHooked, PROD, setUpLine, switchesIn } from "./hooked-shell.ts";
import { InteractiveShell } from "./interactive-shell.ts";
import { makeShellHome, runWell } from "./shell-home.ts";

const SHELLS = ["bash", "zsh", "fish", "elvish", "nu"] as const;
/** Names of folders that would do something if a shell took them for more than a text. */
const HOSTILE = [
  "sp ace",
  "new\nline",
  "end\n",
  "tab\there",
  "cr\rx",
  "glob*[a-z]?{x,y}",
  `quo'te"s`,
  "$(touch OWNED)",
  "`touch OWNED`",
  "; touch OWNED;",
  "ünï 日本 👍",
  "per%0Acent%25",
  "-dash",
  "back\\slash\\n",
  "~tilde",
  "#hash",
  "!bang",
  "\u001b]0;owned\u0007",
];

/** As `k6p profile bind prod` would for each, but at once. */
function bindToProd(file: string, folders: readonly string[]): void {
  const rules = { separator: "/" };
  const previous = parseBindings(readFileSync(file, "utf8"), rules);
  const profile = previous.bindings.find(({ profile: { name } }) => name === "prod")?.profile;
  if (profile === undefined) throw new Error("no folder is bound to prod");
  const added = folders.map((folder) => ({ folder, profile }));
  writeFileSync(file, formatBindings({ ...previous, bindings: [...previous.bindings, ...added] }, rules));
}

describe.each(SHELLS)("the hook in %s", (shell) => {
  const skip = cannotDrive(shell);

  it.skipIf(skip)("takes the profile of the nearest bound folder, and leaves it again", async () => {
    const { home, terminal } = await openHooked(shell);
    expect(await terminal.see()).toMatchObject(NOTHING);
    const entered = await terminal.see("cd work");
    expect(entered).toMatchObject(PROD);
    expect(entered.screen).toContain(`k6p: prod (bound to ${home}/work)`);
    const below = await terminal.see("cd src");
    expect(below).toMatchObject(PROD);
    expect(below.screen).not.toContain("k6p:");
    expect(await terminal.see("cd ../lab/deep")).toMatchObject(DEV);
    expect(await terminal.see("cd ../..")).toMatchObject(PROD);
    const left = await terminal.see("cd ..");
    expect(left).toMatchObject(NOTHING);
    expect(left.screen).toContain("k6p: left prod");
    expect(switchesIn(home)).toEqual(["--unasked prod", "--unasked dev", "--unasked prod", "--unset"]);
    expect(await terminal.end()).toBe(0);
  });

  it.skipIf(skip)("keeps a profile that was chosen by hand, and says so; leaving that by hand also holds", async () => {
    const { home, terminal } = await openHooked(shell);
    const byHand = { ...DEV, bound: "" };
    expect(await terminal.see("k6p use --here dev")).toMatchObject(byHand);
    const entered = await terminal.see("cd work");
    expect(entered).toMatchObject(byHand);
    expect(entered.screen).toContain(
      `k6p: keeping dev, which you chose in this shell, instead of prod (bound to ${home}/work)`,
    );
    expect((await terminal.see("cd src")).screen).not.toContain("k6p:");
    expect(await terminal.see("k6p use --here --unset")).toMatchObject(NOTHING);
    expect(await terminal.see("cd ..")).toMatchObject(NOTHING);
    expect(await terminal.see("cd ..", "cd work")).toMatchObject(PROD);
    expect(await terminal.see("k6p use --here dev", "cd ..")).toMatchObject(byHand);
    expect(switchesIn(home)).toEqual(["dev", "--unset", "--unasked prod", "dev"]);
  });

  it.skipIf(skip)("says once that a profile cannot be used, and tries again in the next folder", async () => {
    const { home, terminal } = await openHooked(shell);
    expect(await terminal.see("cd work")).toMatchObject(PROD);
    const profile = join(home, ".k6p", "config", "profiles", "dev.json");
    renameSync(profile, `${profile}.away`);
    const failed = await terminal.see("cd lab");
    expect(failed).toMatchObject(NOTHING);
    expect(failed.screen).toContain(`${join(home, "work", "lab")} is bound to profile dev, which no longer exists.`);
    expect(failed.screen).toContain(`k6p: cannot use dev (bound to ${join(home, "work", "lab")})`);
    expect((await terminal.see("echo quiet")).screen).not.toContain("k6p:");
    renameSync(`${profile}.away`, profile);
    expect(await terminal.see("cd deep")).toMatchObject(DEV);
    expect(switchesIn(home)).toEqual(["--unasked prod", "--unasked dev", "--unset", "--unasked dev"]);
  });

  it.skipIf(skip)("follows a new binding, and one that is taken away, in the folder where it stands", async () => {
    const { terminal } = await openHooked(shell);
    expect(await terminal.see("k6p profile bind dev")).toMatchObject(DEV);
    expect(await terminal.see("k6p profile unbind")).toMatchObject(NOTHING);
  });

  it.skipIf(skip)("with --wrap-k6 runs k6 under the profile of the folder, and keeps it out of the shell", async () => {
    const { home, terminal } = await openHooked(shell, { flags: "--wrap-k6" });
    const k6 = join(home, "bin", "k6");
    writeFileSync(k6, '#!/bin/sh\necho "k6 ran as <$K6P_PROFILE> with $*"\n');
    chmodSync(k6, 0o755);
    const entered = await terminal.see("cd work", "k6 run 'a b'");
    expect(entered).toMatchObject({ ...NOTHING, bound: "prod" });
    expect(terminal.screen()).toContain(`k6p: k6 runs as prod (bound to ${home}/work)`);
    expect(entered.screen).toContain("k6 ran as <prod> with run a b");
    const left = await terminal.see("cd ..", "k6 run x");
    expect(left).toMatchObject(NOTHING);
    expect(left.screen).toContain("k6 ran as <> with run x");
    expect(switchesIn(home)).toEqual([]);
  });

  it.skipIf(skip)("is safe with folders of any name, its own included", async () => {
    const home = await makeShellHome();
    const own = join(home, 'it\'s "$HOME" `touch x` ü\\');
    renameSync(join(home, ".k6p"), own);
    const env = { K6P_HOME: own };
    const names = HOSTILE.map((name, index) => {
      mkdirSync(join(home, name));
      symlinkSync(join(home, name), join(home, `link${index}`));
      return `link${index}`;
    });
    bindToProd(
      join(own, "config", "bindings.tsv"),
      HOSTILE.map((name) => join(home, name)),
    );
    if (shell === "nu") await runWell(home, ["hook", "nushell", "--path"], env);
    const terminal = new InteractiveShell(shell, { home, env, startup: setUpLine(shell, { k6pHome: own }) });
    mkdirSync(join(home, "start"));
    await terminal.see("cd start");
    for (const [index, name] of names.entries()) {
      const seen = await terminal.see(`cd ../${name}`);
      expect(seen, HOSTILE[index]).toMatchObject(PROD);
      expect(switchesIn(home)).toEqual(["--unasked prod"]);
    }
    expect(await terminal.see("cd ../start")).toMatchObject(NOTHING);
    expect((await terminal.see(`cd ../${names.at(-1)}`)).screen).toContain("/?]0;owned?)");
    const made = readdirSync(home, { recursive: true, encoding: "utf8" });
    expect(made.filter((path) => basename(path) === "OWNED")).toEqual([]);
  });
});
