import { posixShell } from "./posix.ts";

export const ksh = posixShell("ksh", ["ksh", "ksh93", "mksh", "lksh", "oksh", "loksh", "pdksh"]);
