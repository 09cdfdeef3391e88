import { posixShell } from "./posix.ts";

export const sh = posixShell("sh", ["sh", "dash", "ash", "busybox", "yash"]);
