import { digest as digestOf } from "../../host/digest.ts";
import type { Host } from "../../host/host.ts";
import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { readFailure } from "../../host/files/read-failure.ts";
import { parseTeamText, type ParsedTeamText } from "./parse-team-text.ts";
import { refuseUnsafeFile } from "./refuse-unsafe-file.ts";
import { EMPTY_CONTENT, type TeamFileContent } from "../team-file.ts";
import { formatOf, type TeamFormat } from "../team-places.ts";
import { LARGEST_TEAM_FILE } from "./text-limits.ts";

/** A team file that was read once: the digest is that of the parsed bytes. */
export interface TeamFile extends ParsedTeamText {
  /** The path where it was found. */
  readonly path: string;
  /** The file with all symlinks resolved. */
  readonly realPath: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  readonly format: TeamFormat;
  /** In bytes. */
  readonly size: number;
  /** Whether the same bytes were parsed before. */
  readonly remembered: boolean;
}

/** Contents of files that were parsed before. */
export interface ParsedContents {
  find(file: Pick<TeamFile, "digest" | "format">): TeamFileContent | undefined;
}

/**
 * Reads a team file once and parses those bytes; undefined if it does not exist. Throws `FILE_UNSAFE` and `FILE_READ_FAILED`; errors in
 * the content are returned as faults.
 */
export async function readTeamFile(host: Host, path: string, parsed?: ParsedContents): Promise<TeamFile | undefined> {
  const found = readBytes(host, path);
  if (found === undefined) return undefined;
  const { realPath, bytes } = found;
  const format = formatOf(path) ?? "yaml";
  const digest = digestOf(bytes).toString("hex");
  const content = parsed?.find({ digest, format });
  const facts = { path, realPath, format, digest, size: bytes.length, remembered: content !== undefined };
  if (content !== undefined) return { ...facts, content, faults: [] };
  const text = decodeText(bytes);
  if (text !== undefined) return { ...facts, ...(await parseTeamText(text, { path, format })) };
  const fault = { code: "TEAM_FILE_INVALID" as const, file: path, message: "it is not text in UTF-8", remedy: [] };
  return { ...facts, content: EMPTY_CONTENT, faults: [fault] };
}

/** The bytes of a file, read by its real path, which no symlink can change. */
export function readBytes(
  host: Host,
  path: string,
): { readonly realPath: string; readonly bytes: Uint8Array } | undefined {
  try {
    const realPath = host.files.realPath(path);
    const snapshot = realPath === undefined ? undefined : host.files.read(realPath, LARGEST_TEAM_FILE);
    if (realPath === undefined || snapshot === undefined) return undefined;
    refuseUnsafeFile(host, { path, realPath, status: snapshot.status });
    return { realPath, bytes: snapshot.bytes };
  } catch (error) {
    throw systemErrorCode(error) === "EFBIG" ? tooLarge(path) : readFailure(error, path);
  }
}

function tooLarge(path: string): K6pError {
  return new K6pError("FILE_READ_FAILED", {
    message: `${path} is larger than ${LARGEST_TEAM_FILE / 1024} KiB. k6p does not read it.`,
    remedy: ["Move some of its profiles to other files and list those files in extends."],
    details: { file: path },
  });
}

/** Without a byte order mark; undefined if it is not UTF-8 text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
