import { pathRules } from "../../host/join-path.ts";
import type { VariableChange } from "../../shells/shell.ts";
import type { Parts } from "../../engine/engine.ts";
import { changesTo, originalEnvironment } from "../active/original-environment.ts";
import { BEFORE_VARIABLE } from "../../host/k6p-variables.ts";

/** What a shell sets and unsets to restore its original environment; empty if it already has it. */
export function leaveEnvironment(engine: Parts<"host" | "privateConfigs" | "notify">): readonly VariableChange[] {
  if (engine.host.env[BEFORE_VARIABLE] === undefined) return [];
  return [...changesTo(engine, originalEnvironment(engine)), { name: BEFORE_VARIABLE, value: undefined }];
}

/** Removes this shell's private file if the changes unset or replace `K6_CONFIG`. */
export function removeLeftFile(engine: Parts<"host" | "privateConfigs">, changes: readonly VariableChange[]): void {
  const path = engine.host.env["K6_CONFIG"];
  if (!path || !changes.some(({ name }) => name === "K6_CONFIG")) return;
  if (engine.privateConfigs.markerOf(path)?.owner === undefined) return;
  engine.privateConfigs.remove({ directory: pathRules(engine.host).dirname(path) });
}
