import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("fault-shim.c", import.meta.url));

/** Why faults cannot be injected on this machine; undefined where they can. */
export function missingForFaults(): string | undefined {
  if (process.platform !== "linux") return "faults are injected on Linux only";
  try {
    execFileSync("cc", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "no C compiler (cc) to build the library that injects faults";
  }
}

/** Compiles the library that injects faults into a folder, and gives its path. Throws what the compiler says. */
export function buildShim(folder: string): string {
  const library = join(folder, "fault-shim.so");
  execFileSync("cc", ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  return library;
}
