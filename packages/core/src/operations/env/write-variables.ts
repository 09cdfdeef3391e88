import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { pathRules } from "../../host/join-path.ts";
import { PROJECT_VARIABLE, STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import { Secret } from "../../secrets/secret.ts";
import { type Format, plainVariables } from "../../shells/format.ts";
import { FORMATS } from "../../shells/formats.ts";
import { requireGuard } from "../select/require-guard.ts";
import { sayChoice } from "../select/say-choice.ts";
import { chooseProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { originalEnvironment } from "../active/original-environment.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { addToFile, writeOwnFile } from "./output-file.ts";
import { portableVariables } from "./portable-variables.ts";
import { projectChoice } from "../active/project-choice.ts";

export interface WriteRequest {
  readonly name?: string | undefined;
  readonly format: string;
  /** A file for the text; the text is returned if absent. */
  readonly output?: string | undefined;
  /** Whether to show only the first and last characters of the token in what is printed. */
  readonly mask: boolean;
  readonly toTerminal: boolean;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean | undefined;
  /** The project that the command line names. */
  readonly project?: number | undefined;
  /** Prints what must be visible before the text is written anywhere. */
  print(text: string): Promise<void>;
}

type Variables = Readonly<Record<string, string | Secret>>;

/**
 * Writes the portable variables of a profile for another program. Returns the text to print; empty if it was written to a file. Throws
 * `VALUE_NOT_EXPRESSIBLE`, `PLATFORM_UNSUPPORTED`, `FILE_NOT_OURS`, and what `editFile` throws.
 */
export async function writeVariables(
  engine: Parts<"host" | "recentProfiles" | "notify" | "tokenExports"> &
    Needs<
      | typeof obtainCredentials
      | typeof chooseProfile
      | typeof originalEnvironment
      | typeof projectChoice
      | typeof requireGuard
    >,
  request: WriteRequest,
): Promise<string> {
  const { name, output, mask, toTerminal } = request;
  const format = formatOf(request.format);
  const file = placeFor(engine, format, output);
  const chosen = await chooseProfile(engine, name);
  sayChoice(engine, chosen);
  const { profile } = chosen;
  const command = `k6p env ${profile.name} --format ${request.format}`;
  await requireGuard(engine, [profile], { yes: request.yes, command });
  const env = originalEnvironment(engine);
  const chosenProject = projectChoice(engine, profile, { env, project: request.project });
  const variables = {
    ...portableVariables(await obtainCredentials(engine, profile, { env })),
    ...(chosenProject === undefined ? {} : { [PROJECT_VARIABLE]: chosenProject }),
  };
  engine.recentProfiles.remember(profile.id);
  if (format.caution !== undefined) engine.notify({ level: "warning", message: format.caution });
  if (file === undefined) {
    const masked = mask ? " The token is masked; --reveal shows it." : "";
    const message = `Add --output FILE to write this to a file that only you can read.${masked}`;
    if (toTerminal) engine.notify({ level: "info", message });
    return textIn(format, variables, mask);
  }
  const text = textIn(format, format.addedTo === undefined ? variables : { ...leftBehind(env), ...variables }, false);
  await request.print(format.hide?.(secretsOf(variables, mask)) ?? "");
  if (format.addedTo === undefined)
    await engine.tokenExports.remember({
      profileId: profile.id,
      kind: "variables",
      path: pathRules(engine.host).resolve(engine.host.workingDirectory, file),
    });
  await (format.addedTo === undefined ? writeOwnFile : addToFile)(engine, file, text);
  engine.notify({ level: "info", message: `Wrote the variables of profile ${profile.name} to ${file}.` });
  return "";

  function textIn({ render }: Format, written: Variables, masked: boolean): string {
    const random = (): string => Buffer.from(engine.host.randomBytes(16)).toString("hex");
    return render(plainVariables(written, { mask: masked }), random);
  }
}

function formatOf(id: string): Format {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  throw new K6pError("USAGE", {
    message: `${JSON.stringify(id.slice(0, 40))} is not a format that k6p supports.`,
    remedy: [`Use one of: ${FORMATS.map((candidate) => candidate.id).join(", ")}`],
  });
}

/** The file to write; undefined if the text is printed. */
function placeFor(engine: Parts<"host">, { id, addedTo }: Format, output: string | undefined): string | undefined {
  if (addedTo === undefined) return output;
  if (output !== undefined) {
    throw new K6pError("USAGE", {
      message: `--output cannot be combined with --format ${id}, which appends to the file that ${addedTo} names.`,
    });
  }
  const file = engine.host.env[addedTo];
  if (file) return file;
  throw new K6pError("PLATFORM_UNSUPPORTED", {
    message: `--format ${id} appends to the file that ${addedTo} names, but ${addedTo} is not set.`,
    remedy: ["Use it in a GitHub workflow step.", "Anywhere else: --format dotenv --output FILE"],
  });
}

/** Where variables can only be added, those of another profile are set to empty, which k6 treats as not set. */
function leftBehind(env: Environment): Variables {
  return Object.fromEntries(STALE_VARIABLES.filter((name) => env[name]).map((name) => [name, ""]));
}

function secretsOf(variables: Variables, mask: boolean): readonly string[] {
  const secrets = Object.entries(variables).filter(([, value]) => value instanceof Secret);
  return plainVariables(Object.fromEntries(secrets), { mask }).map(({ value }) => value);
}
