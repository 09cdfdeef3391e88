import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { parse as parseDotenv } from "dotenv";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { Secret } from "../secrets/secret.ts";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { environmentForContainer } from "./fixtures/docker-stand-in.ts";
import { anyValue, HOSTILE_VALUES } from "./fixtures/hostile-values.ts";
import { type Format, plainVariables } from "./format.ts";
import { FORMATS } from "./formats.ts";
import { docker } from "./formats/docker.ts";
import { dotenv } from "./formats/dotenv.ts";
import { github } from "./formats/github.ts";
import { gitlab } from "./formats/gitlab.ts";
import { json } from "./formats/json.ts";
import { systemd } from "./formats/systemd.ts";

type Variables = Readonly<Record<string, string | undefined>>;

const folder = mkdtempSync(join(tmpdir(), "k6p-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the values of a profile look like. */
const USUAL_VALUES = [
  "prod.eu_1-a",
  "glc_eyJvIjoiMTIzNDU2IiwibiI6Im5hbWUiLCJrIjoiYWJjZGVmIn0=",
  "token~with.every_usual-character+/=",
  "https://acme.grafana.net",
  "https://xn--bcher-kva.example:8443/a/path?x=1&y=%C3%A4",
  "1100",
  "",
];

let randomNumber = 0;
const random = (): string => (randomNumber++).toString(16).padStart(32, "0");

function isRefused(format: Format, value: string): boolean {
  try {
    format.render([{ name: "NAME", value }], random);
    return false;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    expect(error.code).toBe("VALUE_NOT_EXPRESSIBLE");
    expect(error.details).toEqual({ variable: "NAME" });
    return true;
  }
}

/** A file with those of the values that the format does not refuse, and what its reader must find in it. */
function write(format: Format, values: readonly string[]): { readonly text: string; readonly expected: Variables } {
  const accepted = values.filter((value) => !isRefused(format, value));
  const variables = accepted.map((value, index) => ({ name: `NAME_${index}`, value }));
  return {
    text: format.render(variables, random),
    expected: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
}

/** Reads what a shell has after it has sourced a file. */
function sourced(shell: string, text: string): Variables {
  writeFileSync(join(folder, "sourced"), text);
  const print = `"${process.execPath}" -e 'process.stdout.write(JSON.stringify(process.env))'`;
  const output = execFileSync(shell, ["-c", `set -a; . ./sourced; ${print}`], {
    cwd: folder,
    env: {},
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return onlyOurs(JSON.parse(output) as Variables);
}

function onlyOurs(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith("NAME_")));
}

/** By its documentation: one assignment a line, without quotes, trimmed. */
function readByGitlab(text: string): Variables {
  const lines = text.trimEnd().split("\n");
  return Object.fromEntries(lines.map((line) => (/^(.*?)=(.*)$/.exec(line) ?? []).slice(1).map((part) => part.trim())));
}

/** By its documentation: `NAME<<DELIMITER`, lines, `DELIMITER`. */
function readByGithub(text: string): Variables {
  const lines = text.split("\n");
  const variables: Record<string, string> = {};
  while (lines.length > 1) {
    const [name = "", delimiter = ""] = (lines.shift() ?? "").split("<<");
    const end = lines.indexOf(delimiter);
    if (name === "" || end < 0) throw new Error("no such file could have been read");
    variables[name] = lines.splice(0, end).join("\n");
    lines.shift();
  }
  return variables;
}

const GENERATOR = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator";

/** By systemd's own parser, in a program that prints what it read with escapes. Unlike services, it expands dollar signs and drops empty values. */
function readBySystemd(text: string): Variables {
  mkdirSync(join(folder, "environment.d"), { recursive: true });
  writeFileSync(join(folder, "environment.d", "test.conf"), text);
  const printed = execFileSync(GENERATOR, { env: { HOME: folder, XDG_CONFIG_HOME: folder }, encoding: "utf8" });
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t" };
  const unescape = (value: string): string =>
    /^"(?<inside>.*)"$/s
      .exec(value)
      ?.groups?.["inside"]?.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter) ?? value;
  const lines = printed.trimEnd().split("\n");
  return onlyOurs(
    Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), unescape(line.slice(line.indexOf("=") + 1))]),
    ),
  );
}

interface Reader {
  readonly title: string;
  readonly format: Format;
  readonly read: (text: string) => Variables | Promise<Variables>;
  readonly skip?: boolean;
  /** What the reader changes although the program that the format is for does not. */
  readonly except?: RegExp;
}

const dockerProgram = findProgram("docker");
const systemdIsMissing = !existsSync(GENERATOR);

const READERS: readonly Reader[] = [
  { title: "the library dotenv", format: dotenv, read: (text) => parseDotenv(text) },
  { title: "Node's --env-file", format: dotenv, read: (text) => parseEnv(text) },
  ...["bash", "sh"].map((shell) => ({
    title: `${shell}, which sources it`,
    format: dotenv,
    read: (text: string) => sourced(findProgram(shell) ?? shell, text),
    skip: skipUnless(findProgram(shell), `${shell} is not installed`),
  })),
  {
    title: "docker",
    format: docker,
    skip: skipUnless(dockerProgram, "docker is not installed", { optional: true }),
    read: (text) => {
      writeFileSync(join(folder, "env-file"), text);
      return environmentForContainer(dockerProgram ?? "", { folder, envFile: join(folder, "env-file") });
    },
  },
  { title: "GitHub", format: github, read: readByGithub },
  { title: "GitLab", format: gitlab, read: readByGitlab },
  { title: "JSON.parse", format: json, read: (text) => JSON.parse(text) as Variables },
  {
    title: "systemd",
    format: systemd,
    read: readBySystemd,
    skip: skipUnless(!systemdIsMissing, "systemd's environment generator is not installed", { optional: true }),
    except: /^$|\$/,
  },
];

describe.each(READERS)("$format.id, read by $title", ({ format, read, skip = false, except }) => {
  const allowed = (value: string): boolean => !except?.test(value);

  it.skipIf(skip)("preserves every hostile value that it does not refuse", async () => {
    const { text, expected } = write(format, [...HOSTILE_VALUES, ...USUAL_VALUES].filter(allowed));
    expect(await read(text)).toEqual(expected);
  });

  it.skipIf(skip)("preserves any value that it does not refuse", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyValue.filter(allowed), { minLength: 100, maxLength: 150 }), async (values) => {
        const { text, expected } = write(format, values);
        expect(await read(text)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });
});

describe.each(FORMATS)("$id", (format) => {
  it.each(USUAL_VALUES)("takes %j", (value) => {
    expect(isRefused(format, value)).toBe(false);
  });

  it("does not repeat a value that it refuses", () => {
    for (const value of HOSTILE_VALUES) {
      try {
        format.render([{ name: "NAME", value: `a secret ${value}` }], random);
      } catch (error) {
        expect(String(error)).not.toContain("secret");
      }
    }
  });
});

describe("formats", () => {
  it.each([
    [dotenv, ["it's", "back\\slash", "${HOME}", "line\nbreak", "carriage\rreturn"]],
    [docker, ["line\nbreak", "carriage\rreturn", "a\0b"]],
    [gitlab, ["line\nbreak", " leading", "trailing ", "$HOME"]],
    [systemd, ["carriage\rreturn", "bell\u0007", "a\0b"]],
  ] as const)("$id refuses what its reader would change", (format, values) => {
    for (const value of values) expect(isRefused(format, value), value).toBe(true);
  });

  it("are unquoted where every reader agrees, so that even readers without support for quotes read them", () => {
    const variables = [{ name: "K6_CLOUD_STACK_URL", value: "https://acme.grafana.net" }];
    expect(dotenv.render(variables, random)).toBe("K6_CLOUD_STACK_URL=https://acme.grafana.net\n");
    expect(dotenv.render([{ name: "K", value: "a $b #c" }], random)).toBe("K='a $b #c'\n");
  });

  it("escape for systemd what is special in double quotes", () => {
    expect(systemd.render([{ name: "K", value: 'a "b" \\ $c `d`' }], random)).toBe(
      String.raw`K="a \"b\" \\ \$c \`d\`"` + "\n",
    );
  });

  it("choose another delimiter for GitHub if the value contains it", () => {
    const given = ["0".repeat(32), "1".repeat(32), "2".repeat(32)];
    const value = `x\nk6p_${given[0]}\nEVIL=1\nk6p_${given[1]}`;
    const text = github.render([{ name: "K", value }], () => given.shift() ?? "");
    expect(text).toBe(`K<<k6p_${"2".repeat(32)}\n${value}\nk6p_${"2".repeat(32)}\n`);
  });

  it("use a new delimiter for each variable", () => {
    const text = github.render(
      [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
      ],
      random,
    );
    expect(new Set(text.match(/k6p_[0-9a-f]{32}/g)).size).toBe(2);
  });

  it("hide every line of a secret from GitHub's log, escaped for its commands", () => {
    expect(github.hide?.(["abc", "one%0Atwo\r\nthree\n"])).toBe(
      "::add-mask::abc\n::add-mask::one%250Atwo\n::add-mask::three\n",
    );
  });

  it("show only the ends of a secret when masked", () => {
    const variables = { A: "plain", B: new Secret("abcdefghijklmnop") };
    expect(plainVariables(variables, { mask: true })).toEqual([
      { name: "A", value: "plain" },
      { name: "B", value: "abcd********mnop" },
    ]);
    expect(plainVariables(variables, { mask: false })[1]).toEqual({ name: "B", value: "abcdefghijklmnop" });
  });
});
