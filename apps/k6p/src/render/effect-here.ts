import type { Notice } from "@k6p/core/engine/notice";
import type { EffectReason } from "@k6p/core/operations/use/effect-here";
import type { UsedProfile } from "@k6p/core/operations/use/use-profile";

/** What to know about k6 in this shell after a profile was written: that it uses something else, or why it may surprise. */
export function effectNotices({
  profile,
  file,
  here,
}: Pick<UsedProfile, "profile" | "file" | "here">): readonly Notice[] {
  const { inEffect, reason, details, remedy } = here;
  if (inEffect || reason === undefined) return details.map((message) => ({ level: "info", message }));
  if (reason === "other-file")
    return [{ level: "info", message: `k6 uses ${file.path} only where you name it:`, remedy }];
  const used = here.profile ?? "something else";
  const message = `${SENTENCES[reason](used)} It does not use ${profile.name}.`;
  return [{ level: "warning", message: [message, ...details].join(" "), remedy }];
}

const SENTENCES: Readonly<Record<Exclude<EffectReason, "other-file">, (used: string) => string>> = {
  shell: (used) => `This shell still uses ${used} (k6p shell).`,
  env: (used) => `This shell still uses ${used} (k6p env).`,
  exec: (used) => `This command still uses ${used} (k6p exec).`,
  folder: (used) => `In this folder, k6 at the prompt still runs with ${used} (hook).`,
  mixed: (used) => `k6 in this shell uses the token of ${used}.`,
  refused: () => "k6 does not work in this shell.",
};
