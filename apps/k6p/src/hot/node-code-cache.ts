import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { wrap } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

const DAY_MS = 24 * 60 * 60 * 1000;
const ENDING = ".v8";

/**
 * Loads a program of CommonJS with the code that V8 compiled for it in an earlier run of this user. That code is kept in a folder of the
 * cache that only the user can write, is checked before a byte of it is used, and is never needed: whatever is wrong, the program is
 * compiled again. It is made when a run has ended well, and made again once a day, because it holds what the runs before have used.
 */
export function runWithCodeCache(path: string, load: NodeJS.Require): void {
  const source = wrap(readFileSync(path, "utf8"));
  const file = cacheFile(path);
  const kept = file === undefined ? undefined : readKept(file);
  const script = new Script(source, { filename: path, cachedData: kept?.data });
  if (file !== undefined && (kept === undefined || kept.isOld || script.cachedDataRejected === true)) {
    process.once("exit", (code) => {
      if (code === 0) keep(file, script);
    });
  }
  const module = { exports: {} };
  // oxlint-disable-next-line typescript/no-unsafe-call -- it is the function that Node wraps around every file
  script.runInThisContext()(module.exports, load, module, path, dirname(path));
}

/** Undefined where nothing is kept: on Windows, where it cannot be checked whose a file is, and for root in the home of somebody else. */
function cacheFile(path: string): string | undefined {
  const userId = process.geteuid?.();
  const { HOME, XDG_CACHE_HOME } = process.env;
  if (userId === undefined) return undefined;
  const named = XDG_CACHE_HOME?.startsWith("/") ? XDG_CACHE_HOME : undefined;
  if (named === undefined && !HOME?.startsWith("/")) return undefined;
  const folder = named ?? join(HOME ?? "", process.platform === "darwin" ? "Library/Caches" : ".cache");
  const versions = `${process.version}-${process.arch}`;
  return join(folder, "k6p", `${basename(path, ".cjs")}-${versions}${ENDING}`);
}

/** Undefined when there is nothing, or something that another user may have put there. */
function readKept(file: string): { readonly data: Buffer; readonly isOld: boolean } | undefined {
  let descriptor: number | undefined;
  try {
    if (!isOurs(lstatSync(dirname(file)))) return undefined;
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.nlink !== 1 || !isOurs(status)) return undefined;
    return { data: readFileSync(descriptor), isOld: Date.now() - status.mtimeMs > DAY_MS };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Never throws. */
function keep(file: string, script: Script): void {
  const folder = dirname(file);
  const temporary = `${file}.${process.pid}`;
  try {
    // Nothing is left behind in a place that belongs to somebody else.
    if (lstatSync(process.env["XDG_CACHE_HOME"] || process.env["HOME"] || "").uid !== process.geteuid?.()) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(lstatSync(folder))) return;
    writeFileSync(temporary, script.createCachedData(), { flag: "wx", mode: 0o600 });
    renameSync(temporary, file);
    sweep(folder, file);
  } catch {
    // The next run tries again.
  }
}

/** Removes what other versions of the program have left, but nothing of this version for another Node. */
function sweep(folder: string, kept: string): void {
  const { program = "", hash = "" } = /^(?<program>.+)-(?<hash>.{8})-v\d/.exec(basename(kept))?.groups ?? {};
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${program}-`) && !name.startsWith(`${program}-${hash}-`)) unlinkSync(join(folder, name));
  }
}

/** Whether nobody else can write it, or read it. */
function isOurs({ uid, mode }: Stats): boolean {
  return uid === process.geteuid?.() && (mode & 0o077) === 0;
}
