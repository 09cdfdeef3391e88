import type { PinnedName } from "../../pinned/pinned-packages.ts";

/** A system that there is a program for. */
export interface Target {
  /** As in the names of the released files. */
  readonly id: string;
  /** What bun calls it. */
  readonly bun: string;
  /** The package with the runtime for it; the program is that runtime and k6p. */
  readonly runtime: PinnedName;
  /** The package with the keyring's native module for it. */
  readonly keyring: PinnedName;
  readonly program: "k6p" | "k6p.exe";
}

function target<const Id extends string>(id: Id, bun: string, program: Target["program"] = "k6p") {
  return { id, bun, runtime: `bun-${id}`, keyring: `keyring-${id}`, program } as const;
}

export const TARGETS = [
  target("linux-x64", "bun-linux-x64"),
  target("linux-arm64", "bun-linux-arm64"),
  target("linux-x64-musl", "bun-linux-x64-musl"),
  target("linux-arm64-musl", "bun-linux-arm64-musl"),
  target("macos-x64", "bun-darwin-x64"),
  target("macos-arm64", "bun-darwin-arm64"),
  target("windows-x64", "bun-windows-x64", "k6p.exe"),
] as const satisfies readonly Target[];
