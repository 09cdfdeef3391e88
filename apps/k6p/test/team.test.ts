import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runInProcess } from "./run-in-process.ts";
import { type Ran, throwAwayHome } from "./run-k6p.ts";

const TEAM = `version: 1
profiles:
  prod: { stack: acme, stackId: 1, defaultProjectId: 5, protected: true }
  staging: { stack: acme-staging, stackId: 2 }
  dev: { stack: acme-dev, stackId: 3 }
`;

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** A repository in a throw-away home. */
function makeRepository(files: Readonly<Record<string, string>>): { readonly home: string; readonly repo: string } {
  const home = throwAwayHome();
  const repo = join(home, "repo");
  write(repo, { ".git/HEAD": "ref: refs/heads/main\n", ...files });
  return { home, repo };
}

function run(
  words: readonly string[],
  place: { readonly home: string; readonly repo: string },
  env = {},
): Promise<Ran> {
  return runInProcess(words, {
    home: place.home,
    cwd: place.repo,
    env: { ...VAULT, ...env },
    stdin: `token-${words[1]}-0001`,
  });
}

async function logIn(name: string, place: { readonly home: string; readonly repo: string }): Promise<void> {
  const { code, stderr } = await run(["login", name, "--no-verify", "--token-stdin"], place);
  expect(code, stderr).toBe(0);
}

describe("a team file", () => {
  it("tells a newcomer which tokens are missing, and serves with them", async () => {
    const place = makeRepository({ "k6p.config.yaml": TEAM });
    await logIn("prod", place);
    await logIn("dev", place);
    const status = await run(["team", "status"], place);
    expect(status.stdout).toContain("3 profiles; you have tokens for 2. Next: k6p login staging\n");
    const print = "process.stdout.write(require('node:fs').readFileSync(process.env.K6_CONFIG))";
    const exec = await run(["exec", "dev", "--", process.execPath, "-e", print], place);
    expect(JSON.parse(exec.stdout)).toMatchObject({
      collectors: { cloud: { token: "token-dev-0001", stackID: 3, stackURL: "https://acme-dev.grafana.net" } },
    });
    const list = await run(["profile", "list"], place);
    expect(list.stdout).toMatch(/^ +NAME +FROM +STACK .*\n +dev +team +https:\/\/acme-dev/);
  });

  it("is checked for CI, with places that GitHub shows next to the lines", async () => {
    const place = makeRepository({ "k6p.config.yaml": `${TEAM}  bad:\n    stakId: 1\n` });
    const text = await run(["team", "check"], place);
    expect(text.code).toBe(9);
    expect(text.stdout).toBe(
      `${place.repo}/k6p.config.yaml:7:5: error: profiles.bad: "stakId" is not a known key; did you mean stackId? (known keys: stack, stackUrl, stackId, defaultProjectId, tokenKind, host, hostv6, description, tags, protected)\n${place.repo}/k6p.config.yaml has 1 error.\n`,
    );
    const github = await run(["team", "check", "--format", "github"], place);
    expect(github.code).toBe(9);
    expect(github.stdout).toMatch(/^::error file=k6p\.config\.yaml,line=7,col=5,title=k6p team check::profiles\.bad: /);
    write(place.repo, { "k6p.config.yaml": TEAM });
    expect(await run(["team", "check"], place)).toMatchObject({ code: 0, stderr: "" });
  });

  it("with a token in it is refused, with the line and how to get it out of the history", async () => {
    const token = `glc_${"A1b2".repeat(12)}`;
    const place = makeRepository({ "k6p.config.yaml": `${TEAM}# ${token}\n` });
    const { code, stdout, stderr } = await run(["team", "check"], place);
    expect(code).toBe(9);
    expect(stdout).toMatch(
      /k6p\.config\.yaml:6:3: error: this is a Grafana Cloud token[\s\S]*git filter-repo --invert-paths/,
    );
    expect(stdout + stderr).not.toContain("A1b2");
  });

  it("cannot make a terminal obey it", async () => {
    const place = makeRepository({
      "k6p.config.json": JSON.stringify({
        version: 1,
        profiles: { prod: { stack: "acme", description: "\u001b]52;c;ZXZpbA==\u0007 \u202egnp.exe", tags: [] } },
      }),
    });
    for (const words of [
      ["profile", "show", "prod"],
      ["profile", "list"],
      ["team", "status"],
    ]) {
      const { stdout, stderr } = await run(words, place);
      expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }
  });

  it("made of aliases of aliases is refused soon, in little memory", async () => {
    const lines = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (const [previous, letter] of ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].map((pair) => [...pair]))
      lines.push(`${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${previous}`).join(",")}]`);
    const place = makeRepository({ "k6p.config.yaml": lines.join("\n") });
    const { code, stdout } = await run(["team", "check"], place, { NODE_OPTIONS: "--max-old-space-size=64" });
    expect(code).toBe(9);
    expect(stdout).toContain("it has an anchor (&name), which team files do not support");
  });

  it("lists two thousand profiles of files that extend each other", async () => {
    const files: Record<string, string> = { "k6p.config.yaml": 'version: 1\nextends: ["./teams/0.json"]\n' };
    for (let file = 0; file < 5; file++) {
      const profiles = Object.fromEntries(
        Array.from({ length: 400 }, (_, index) => [
          `p${file * 400 + index}`,
          { stack: `s${file}-${index}`, stackId: 1 + index },
        ]),
      );
      const references = file < 4 ? [`./${file + 1}.json`] : [];
      files[`teams/${file}.json`] = JSON.stringify({ version: 1, extends: references, profiles });
    }
    const place = makeRepository(files);
    const { stdout } = await run(["profile", "list", "--json"], place);
    expect(JSON.parse(stdout)).toMatchObject({ profiles: { length: 2000 } });
    await logIn("p1999", place);
    expect(await run(["use", "p1999"], place)).toMatchObject({ code: 0 });
  });
});

describe("code in a repository", () => {
  it("is never run: no .js, .cjs, .mjs, .ts, .cts or .mts file, no script and no entry of a package.json", async () => {
    const place = makeRepository({});
    const ran = join(place.repo, "ran");
    const body = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "")`;
    const names = ["js", "cjs", "mjs", "ts", "cts", "mts"].flatMap((extension) =>
      [".k6prc", "k6p.config", ".config/k6prc", ".config/k6p", ".config/config", "index"].map(
        (name) => `${name}.${extension}`,
      ),
    );
    write(place.repo, {
      ...Object.fromEntries(names.map((name) => [name, body])),
      "package.json": JSON.stringify({
        main: "index.js",
        scripts: { prepare: `node -e '${body}'`, k6p: `node -e '${body}'` },
        cosmiconfig: { searchPlaces: ["k6p.config.js"] },
        k6p: { version: 1, extends: ["evil"], profiles: { prod: { stack: "acme", stackId: 1 } } },
      }),
      "node_modules/evil/package.json": JSON.stringify({
        main: "index.js",
        exports: { ".": "./index.js", "./k6p.config.json": "./index.js" },
      }),
      "node_modules/evil/index.js": body,
      "node_modules/evil/k6p.config.js": body,
      "node_modules/evil/k6p.config.json": '{"version":1}',
    });
    await logIn("prod", place);
    for (const words of [
      ["use", "prod"],
      [],
      ["current"],
      ["profile", "list"],
      ["profile", "show", "prod"],
      ["team", "status"],
      ["team", "check"],
      ["team", "trust", "--yes"],
      ["completion", "candidates", "bash", "--", "use", ""],
      ["env", "prod", "--shell", "sh"],
    ]) {
      const { code, stderr } = await run(words, place);
      expect(code, `${words.join(" ")}\n${stderr}`).toBe(0);
    }
    write(place.repo, {
      "package.json": JSON.stringify({ k6p: { version: 1, extends: ["evil/index.js", "./k6p.config.js"] } }),
    });
    expect((await run(["team", "check"], place)).code).toBe(9);
    expect(existsSync(ran)).toBe(false);
  });
});

describe("team trust at a terminal", () => {
  const file = (host: string): string =>
    `version: 1\nprofiles:\n  own:\n    stack: acme\n    stackId: 1\n    hostv6: https://${host}\n`;

  it("shows what the file would do and asks; a no changes nothing", async () => {
    const home = throwAwayHome();
    write(home, { "k6p.config.yaml": file("k6.corp.example") });
    const ask = (answer: string) =>
      runInTerminal(["team", "trust"], { home, env: VAULT, typing: [{ after: "as it is now?", type: `${answer}\r` }] });
    const refused = await ask("n");
    expect(refused.screen).toContain("+ send the token of own to https://k6.corp.example as its API host");
    expect(refused.code).toBe(130);
    expect((await runInProcess(["use", "own"], { home, env: VAULT })).stderr).toContain("(TEAM_NOT_TRUSTED)");
    expect((await ask("y")).code).toBe(0);
    expect((await runInProcess(["use", "own"], { home, env: VAULT })).stderr).toContain("(TOKEN_MISSING)");
    write(home, { "k6p.config.yaml": file("other.corp.example") });
    const changed = await ask("n");
    expect(changed.screen).toContain("The team file has changed since you trusted it.");
    expect(changed.screen).toContain("- send the token of own to https://k6.corp.example as its API host");
  });
});

const npm = findProgram("npm");
const git = findProgram("git");

describe.skipIf(skipUnless(npm, "npm is not there to pack and install packages"))(
  "packages of npm, packed and installed",
  () => {
    it("are extended as they lie in node_modules: their data alone, and what they extend themselves", async () => {
      const place = makeRepository({ "project/package.json": '{"name":"project","private":true}' });
      const project = join(place.repo, "project");
      const packages = {
        "org-policy": {
          "package.json": '{"name":"@acme/org-policy","version":"1.0.0"}',
          "k6p.config.yaml": 'version: 1\npolicy: { maxTokenAge: 30d, allowedHosts: ["*.grafana.net"] }\n',
        },
        profiles: {
          "package.json": '{"name":"@acme/profiles","version":"2.0.0","main":"x.js"}',
          "k6p.config.json":
            '{"version":1,"extends":["@acme/org-policy","./lib/eu.yaml"],"profiles":{"prod":{"stack":"acme","stackId":1}}}',
          "lib/eu.yaml": "version: 1\nprofiles: { eu: { stack: acme-eu, stackId: 2 } }\n",
          "x.js": "process.exit(3)",
        },
      };
      const archives = Object.entries(packages).map(([name, files]) => {
        write(join(place.home, name), files);
        const [archive = ""] = npmRun(["pack", "--silent"], join(place.home, name)).trim().split("\n").slice(-1);
        return join(place.home, name, archive);
      });
      npmRun(["install", "--offline", "--no-audit", "--no-fund", "--silent", ...archives], project);
      write(project, {
        "k6p.config.yaml": 'version: 1\nextends: ["@acme/profiles"]\nprofiles: { prod: { defaultProjectId: 7 } }\n',
      });
      const here = { home: place.home, repo: project };
      const shown = JSON.parse((await run(["profile", "show", "prod", "--json"], here)).stdout);
      expect(shown).toMatchObject({ stackUrl: "https://acme.grafana.net", defaultProjectId: 7 });
      expect(shown.sources.stackUrl.file).toBe(join(project, "node_modules/@acme/profiles/k6p.config.json"));
      expect(
        JSON.parse((await run(["profile", "list", "--json"], here)).stdout).profiles.map(
          (profile: { name: string }) => profile.name,
        ),
      ).toEqual(["eu", "prod"]);
      expect(await run(["team", "check"], here)).toMatchObject({ code: 0 });
      writeFileSync(
        join(project, "node_modules/@acme/profiles/lib/eu.yaml"),
        "version: 1\nextends: [../../../../secret.yaml]\n",
      );
      write(project, { "secret.yaml": "version: 1" });
      expect((await run(["team", "check"], here)).stdout).toMatch(/secret\.yaml.*(is outside|there is no file)/);
    });

    function npmRun(words: readonly string[], cwd: string): string {
      const env = { PATH: process.env["PATH"], HOME: cwd, npm_config_cache: join(cwd, ".npm-cache") };
      return execFileSync(npm ?? "npm", words, { cwd, env, encoding: "utf8", shell: process.platform === "win32" });
    }
  },
);

describe.skipIf(skipUnless(git, "git is not there to clone repositories"))("two clones of a git repository", () => {
  it("share the tokens of their profiles, and no trust; a branch that leads elsewhere has neither", async () => {
    const home = throwAwayHome();
    const origin = join(home, "origin");
    const gitRun = (words: readonly string[], cwd = origin): string =>
      execFileSync(git ?? "git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], {
        cwd,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: home, GIT_CONFIG_NOSYSTEM: "1" },
      });
    const own = (host: string): string => `${TEAM}  own: { stack: corp, stackId: 9, hostv6: "https://${host}" }\n`;
    write(origin, { "k6p.config.yaml": own("k6.corp.example") });
    gitRun(["init", "-q", "-b", "main"]);
    gitRun(["add", "."]);
    gitRun(["commit", "-qm", "one"]);
    gitRun(["checkout", "-qb", "evil"]);
    write(origin, { "k6p.config.yaml": own("evil.example") });
    gitRun(["commit", "-qam", "two"]);
    const [one, two] = ["one", "two"].map((name) => {
      gitRun(["clone", "-q", "-b", "main", origin, join(home, name)], home);
      return { home, repo: join(home, name) };
    });
    if (one === undefined || two === undefined) throw new Error("no clones");
    await logIn("prod", one);
    expect(await run(["use", "prod", "--yes"], two)).toMatchObject({ code: 0 });
    expect((await run(["team", "trust", "--yes"], one)).code).toBe(0);
    await logIn("own", one);
    expect((await run(["use", "own"], two)).stderr).toContain("(TEAM_NOT_TRUSTED)");
    expect((await run(["team", "trust", "--yes"], two)).code).toBe(0);
    expect(await run(["use", "own"], two)).toMatchObject({ code: 0 });
    gitRun(["checkout", "-q", "evil"], two.repo);
    expect((await run(["use", "own"], two)).stderr).toContain("(TEAM_NOT_TRUSTED)");
    expect((await run(["team", "trust", "--yes"], two)).code).toBe(0);
    expect((await run(["use", "own"], two)).stderr).toContain("(TOKEN_MISSING)");
    gitRun(["checkout", "-q", "main"], two.repo);
    expect(await run(["use", "own"], two)).toMatchObject({ code: 0 });
    const written = readdirSync(join(home, ".k6p"), { recursive: true, withFileTypes: true });
    const texts = written
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(texts.some((text) => text.includes("token-prod-0001"))).toBe(false);
  });
});
