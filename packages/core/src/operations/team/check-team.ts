import { tokenVariable } from "../../credentials/token-variable.ts";
import { whyNotSealed } from "../../sealed-tokens/seal-for-team.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { policyFaults } from "../../team-config/policy-faults.ts";
import type { TeamFault, TeamFinding } from "../../team-config/team-fault.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";
import { requireTeamFile } from "../catalog/require-team.ts";
import { sealedFindings } from "../sealing/sealed-findings.ts";
import { syncTeam } from "./sync-team.ts";
import { effectOf } from "./trust-team.ts";

export interface CheckedTeam {
  readonly file: string;
  /** Real root of the repository, or the folder of the file; annotations are relative to it. */
  readonly folder: string;
  /** Paths of all files that were read. */
  readonly files: readonly string[];
  readonly profiles: number;
  readonly findings: readonly TeamFinding[];
}

/** Finds all problems of the team file and the files it extends. Changes nothing. Throws `TEAM_FILE_MISSING`. */
export async function checkTeam(engine: Needs<typeof findingsOf>): Promise<CheckedTeam> {
  try {
    return await findingsOf(engine);
  } catch (error) {
    return unreadable(engine, error);
  }
}

/** A file that is too large, or that other users can write, is a finding like any other. */
function unreadable({ host }: Parts<"host">, error: unknown): CheckedTeam {
  if (!(error instanceof K6pError)) throw error;
  const { code, message, remedy, details } = error;
  const { file } = details;
  if (typeof file !== "string" || !["FILE_READ_FAILED", "FILE_UNSAFE"].includes(code)) throw error;
  const finding = { level: "error", code, file, message, remedy } as const;
  return { file, folder: host.workingDirectory, files: [], profiles: 0, findings: [finding] };
}

async function findingsOf(engine: Parts<"host"> & Needs<typeof lockFaults>): Promise<CheckedTeam> {
  const team = await requireTeamFile(engine);
  const { graph, whole } = team;
  const isSound = graph.faults.length === 0;
  const faults = isSound
    ? [
        ...policyFaults(whole),
        ...defaultFaults(team),
        ...stackFaults(team),
        ...(await recipientFaults(team)),
        ...(await lockFaults(engine, team)),
      ]
    : graph.faults;
  const errors = faults.map((fault) => ({ level: "error" as const, ...fault }));
  return {
    file: team.path,
    folder: team.repository ?? engine.host.workingDirectory,
    files: [...graph.files.values()].map(({ path }) => path),
    profiles: whole.profiles.size,
    findings: byPlace([
      ...errors,
      ...ignoredFiles(team),
      ...(isSound
        ? [
            ...missingIds(team),
            ...missingProjects(team),
            ...sharedVariables(team),
            ...sealedFindings(engine, team),
            ...needsOfTrust(team),
          ]
        : []),
    ]),
  };
}

/** Sorted by file, in the order of appearance, then by line. */
function byPlace(findings: readonly TeamFinding[]): readonly TeamFinding[] {
  const files = [...new Set(findings.map(({ file }) => file))];
  return findings.toSorted(
    (one, other) => files.indexOf(one.file) - files.indexOf(other.file) || (one.line ?? 0) - (other.line ?? 0),
  );
}

function defaultFaults({ whole }: Team): readonly TeamFault[] {
  const found = whole.default;
  if (found === undefined || whole.profiles.has(found.value.toLowerCase())) return [];
  return [
    {
      code: "TEAM_FILE_INVALID",
      file: found.file,
      line: found.line,
      column: found.column,
      message: `default: profile ${found.value} is not defined`,
      remedy: [],
    },
  ];
}

function stackFaults({ whole }: Team): readonly TeamFault[] {
  return [...whole.profiles.values()].flatMap(({ name, settings, definedAt }) =>
    settings.stackUrl === undefined
      ? { code: "TEAM_FILE_INVALID", ...definedAt, message: `profiles.${name}: stack is missing`, remedy: [] }
      : [],
  );
}

async function lockFaults(engine: Needs<typeof syncTeam>, { graph, path }: Team): Promise<readonly TeamFault[]> {
  const isRemote = [...graph.links.values()].flat().some(({ reference }) => reference.kind === "remote");
  if (!isRemote) return [];
  const { outcome, lockFile } = await syncTeam(engine, { update: false, check: true });
  if (outcome !== "outdated") return [];
  const message = `${lockFile} does not match what ${path} extends`;
  return [{ code: "TEAM_LOCK_INVALID", file: lockFile, message, remedy: ["k6p team sync"] }];
}

async function recipientFaults({ whole }: Team): Promise<readonly TeamFault[]> {
  const { value: recipients = [], ...place } = whole.recipients ?? { file: "", line: 0, column: 0 };
  if (recipients.length === 0) return [];
  const message = await whyNotSealed(recipients);
  return message === undefined
    ? []
    : [{ code: "RECIPIENTS_INVALID", ...place, message: `recipients: ${message}`, remedy: [] }];
}

/** Grafana requires a project for a stack token. */
function missingProjects({ whole }: Team): readonly TeamFinding[] {
  return [...whole.profiles.values()].flatMap(({ name, settings, definedAt }) => {
    if (settings.tokenKind !== "stack" || settings.defaultProjectId !== undefined) return [];
    const message = `profiles.${name}: defaultProjectId is missing, and a stack token needs it`;
    return { level: "warning", code: "PROJECT_NEEDED", ...definedAt, message, remedy: [] };
  });
}

/** In a pipeline, neither profile would get its token. */
function sharedVariables({ whole }: Team): readonly TeamFinding[] {
  const first = new Map<string, string>();
  return [...whole.profiles.values()].flatMap(({ name, definedAt }) => {
    const variable = tokenVariable(name);
    const other = first.get(variable);
    first.set(variable, other ?? name);
    if (other === undefined) return [];
    const message = `profiles.${name}: its token variable ${variable} is also that of profile ${other}`;
    return { level: "warning", code: "TOKEN_VARIABLE_AMBIGUOUS", ...definedAt, message, remedy: [] };
  });
}

function ignoredFiles({ ignored, path }: Team): readonly TeamFinding[] {
  return ignored.map((file) => ({
    level: "warning",
    code: "TEAM_FILE_EXISTS",
    file,
    message: `it is ignored, because ${path} takes precedence`,
    remedy: [],
  }));
}

/** Members get it from Grafana Cloud at login; a pipeline does not log in. */
function missingIds({ whole }: Team): readonly TeamFinding[] {
  return [...whole.profiles.values()].flatMap(({ name, settings, definedAt }) => {
    if (settings.stackUrl === undefined || settings.stackId !== undefined) return [];
    const message = `profiles.${name}: stackId is missing, and pipelines need it (members get it from Grafana Cloud)`;
    return { level: "warning", code: "TEAM_FILE_INVALID", ...definedAt, message, remedy: [] };
  });
}

function needsOfTrust({ whole }: Team): readonly TeamFinding[] {
  return whole.sensitive.map(({ file, line, column, ...value }) => ({
    level: "warning",
    code: "TEAM_NOT_TRUSTED",
    file,
    line,
    column,
    message: `each member must run k6p team trust, because this would ${effectOf(value)}`,
    remedy: [],
  }));
}
