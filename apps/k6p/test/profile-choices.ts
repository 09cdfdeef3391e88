import type { ProfileChoice } from "@k6p/core/engine/prompter";

/** A profile as it is offered, with what matters to a test. */
export function choiceOf(
  name: string,
  settings: Partial<ProfileChoice["profile"]> = {},
  active = false,
): ProfileChoice {
  const profile = {
    name,
    id: name,
    stackUrl: `https://${name.toLowerCase()}.grafana.net`,
    tokenKind: "personal",
    tags: [],
    protected: false,
    ...settings,
  } as const;
  return { profile, active };
}
