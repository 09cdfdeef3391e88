import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchHome } from "./bench-home.ts";
import type { Runner } from "./race.ts";

/** What other tools do that is much the same; those that are not there, or cannot do it, are left out. */
export function peers({ path, env }: BenchHome): readonly Runner[] {
  mkdirSync(join(path, ".kube"), { recursive: true });
  writeFileSync(
    join(path, ".kube/config"),
    "apiVersion: v1\nkind: Config\ncontexts: [{ name: one, context: { cluster: one, user: one } }]\ncurrent-context: one\n",
  );
  const all: readonly Runner[] = [
    { name: "gh auth token", command: ["gh", "auth", "token"], env: { ...env, GH_TOKEN: "gho_0123456789" } },
    { name: "kubectl config use-context", command: ["kubectl", "config", "use-context", "one"], env },
    { name: "kubectl config current-context", command: ["kubectl", "config", "current-context"], env },
    { name: "direnv export bash", command: ["direnv", "export", "bash"], env },
    { name: "pass ls", command: ["pass", "ls"], env },
    { name: "secret-tool lookup", command: ["secret-tool", "lookup", "service", "dev.k6p"], env },
    { name: "age --version", command: ["age", "--version"], env },
    { name: "k6 version", command: ["k6", "version"], env },
  ];
  return all.filter(({ command: [file = "", ...words], env: own }) => {
    const { status } = spawnSync(file, words, { env: own, stdio: "ignore" });
    return status === 0;
  });
}
