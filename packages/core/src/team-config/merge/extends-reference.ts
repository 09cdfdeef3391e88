import { sanitizeText } from "../../errors/sanitize-text.ts";

/** What an entry of `extends` names. */
export type ExtendsReference = FileReference | PackageReference | RemoteReference;

/** A path relative to the file that extends it: `./base.yaml`, `../team/base.yaml`. */
export interface FileReference {
  readonly kind: "file";
  readonly text: string;
}

/** A package in `node_modules`, and the file in it: `@acme/k6p-profiles`, `k6p-profiles/eu.yaml`. */
export interface PackageReference {
  readonly kind: "package";
  readonly text: string;
  readonly name: string;
  /** With forward slashes; undefined for the package's own team file. */
  readonly file: string | undefined;
}

/** A file in a git repository: `git+https://host/repo.git#v1.2`, `git+ssh://git@host/repo.git#COMMIT`, `github:owner/repo#v1.2`. */
export interface RemoteReference {
  readonly kind: "remote";
  readonly text: string;
}

export interface ReferenceFault {
  readonly kind: "fault";
  readonly reason: string;
}

const REMOTE = /^(git\+https:\/\/|git\+ssh:\/\/|github:)[!-~]+$/;
/** ssh takes a user name but no password. */
const WITH_SECRET = /^(git\+https:\/\/[^/]*@|git\+ssh:\/\/[^/@]*:[^/]*@)/;
const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9._-]{0,99}\/)?[a-z0-9][a-z0-9._-]{0,199}$/;

/** Reads an entry of `extends`. */
export function parseExtendsReference(text: string): ExtendsReference | ReferenceFault {
  if (/[\p{Cc}\\]/u.test(text)) return fault(text, "has a backslash or a control character");
  if (/^\.\.?\//.test(text)) return { kind: "file", text };
  if (WITH_SECRET.test(text))
    return fault(text.replace(/\/\/.*@/, "//…@"), "contains a user name or password that anyone could read");
  if (REMOTE.test(text)) return { kind: "remote", text };
  if (/^(\/|~|[A-Za-z]:|[a-z+]+:)/.test(text)) return fault(text, expected);
  return parsePackage(text) ?? fault(text, expected);
}

const expected =
  "must be a relative path (./base.yaml), an npm package (@acme/profiles) or a git repository (github:acme/profiles#v1)";

function parsePackage(text: string): PackageReference | undefined {
  const segments = text.split("/");
  const count = text.startsWith("@") ? 2 : 1;
  const name = segments.slice(0, count).join("/");
  const file = segments.slice(count);
  if (!PACKAGE_NAME.test(name) || name === "node_modules") return undefined;
  if (file.some((segment) => ["", ".", ".."].includes(segment))) return undefined;
  return { kind: "package", text, name, file: file.length === 0 ? undefined : file.join("/") };
}

function fault(text: string, reason: string): ReferenceFault {
  return { kind: "fault", reason: `${JSON.stringify(sanitizeText(text, 100))} ${reason}` };
}
