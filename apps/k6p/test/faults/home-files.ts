import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

export interface HomeFile {
  /** Path below the home with names of chance left out. */
  readonly place: string;
  readonly path: string;
  readonly mode: number;
  /** Content with times, ids and names of chance left out; the target of a link. */
  readonly content: string;
  readonly text: string;
}

/** All files below a folder. */
export function readHome(folder: string, below = ""): readonly HomeFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry): readonly HomeFile[] => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return readHome(folder, path);
    const full = join(folder, path);
    const text = entry.isSymbolicLink() ? readlinkSync(full) : readFileSync(full, "latin1");
    return [{ place: placeOf(path), path, mode: lstatSync(full).mode & 0o7777, content: contentOf(text), text }];
  });
}

/** All folders below a folder, with their modes. */
export function readFolders(folder: string, below = ""): readonly { readonly path: string; readonly mode: number }[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      return [{ path, mode: lstatSync(join(folder, path)).mode & 0o7777 }, ...readFolders(folder, path)];
    });
}

function placeOf(path: string): string {
  return path
    .replaceAll(/\b[a-z2-7]{26}\b/g, "ID")
    .replaceAll(/\bk6-[0-9a-f]{24}(?:-\d+)?\b/g, "k6-RUN")
    .replaceAll(/\bunfinished-[0-9a-f]{12}\b/g, "unfinished-ID");
}

function contentOf(text: string): string {
  if (text.startsWith("-----BEGIN AGE") || text.startsWith("age-encryption.org/")) return "AGE";
  return (
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
      .replaceAll(/AGE-SECRET-KEY-1[A-Z0-9]+/g, "KEY")
      .replaceAll(/\bage1[a-z0-9]{50,}/g, "RECIPIENT")
      .replaceAll(/\b[a-z2-7]{26}\b/g, "ID")
      .replaceAll(/\b[0-9a-f]{64}\b/g, "DIGEST")
      // A repeated command adds another digest to a list.
      .replaceAll(/"DIGEST"(?:,\s*"DIGEST")*/g, '"DIGESTS"')
      .replaceAll(/\bk6-[0-9a-f]{24}(?:-\d+)?\b/g, "k6-RUN")
      .replaceAll(/("fingerprint": ?)"[^"]*"/g, '$1"FINGERPRINT"')
      .replaceAll(/("(?:processId|start|seenAt)": ?)("[^"]*"|\d+)/g, "$1CHANCE")
  );
}
