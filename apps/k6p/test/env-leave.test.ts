import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProfileHome } from "./profile-home.ts";
import { envLine, profileVariables, runSession, SHOW, shellsNamed, skipShell } from "./shell-session.ts";

const PROFILES = [
  { name: "prod", stackId: 11111, project: 1100 },
  { name: "dev", stackId: 22222 },
];
const WAYS = ["prod", "dev", "prod --file", "dev --portable"];

type Step = "leave" | { readonly take: string } | { readonly name: string; readonly value: string | undefined };

const name = fc.constantFrom("K6_CLOUD_TOKEN", "K6_CLOUD_STACK_ID", "K6_CLOUD_PROJECT_ID", "K6P_PROFILE", "K6_CONFIG");
const value = fc.constantFrom("", "mine", "it's $HOME and\nmore");
/** Of the variables, only this one is always set by k6p, so that unsetting it is always a change. */
const unsetting = fc.constant({ name: "K6P_PROFILE", value: undefined });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ take: fc.constantFrom(...WAYS) }) },
  { weight: 2, arbitrary: fc.oneof({ weight: 3, arbitrary: fc.record({ name, value }) }, unsetting) },
  fc.constant("leave" as const),
);
const sequence = fc.record({
  before: fc.array(fc.tuple(name, value), { maxLength: 4 }),
  steps: fc.array(step, { minLength: 3, maxLength: 6 }),
});

/** What the shell would have, had k6p never been there. */
function withoutK6p(
  before: Readonly<Record<string, string>>,
  steps: readonly Step[],
): Readonly<Record<string, string>> {
  const env = new Map(Object.entries(before));
  for (const done of steps) {
    if (done === "leave" || "take" in done) continue;
    if (done.value === undefined) env.delete(done.name);
    else env.set(done.name, done.value);
  }
  return Object.fromEntries(env);
}

describe.each(shellsNamed("bash", "zsh", "fish"))("in $name", (real) => {
  it.skipIf(skipShell(real))(
    "leaving equals never having come, whatever was done in between",
    { timeout: 120_000 },
    async () => {
      const home = await makeProfileHome(PROFILES);
      const lineOf = (done: Step): string => {
        if (done === "leave") return envLine(real, "--unset");
        if ("take" in done) return envLine(real, done.take);
        return real.shell.render([done]);
      };
      fc.assert(
        fc.property(sequence, ({ before: entries, steps }) => {
          const before = Object.fromEntries(entries);
          const lines = [...steps.map(lineOf), envLine(real, "--unset"), SHOW];
          const [after] = runSession(real, lines, { home, env: before });
          expect(profileVariables(after)).toEqual(withoutK6p(before, steps));
        }),
        { numRuns: 5, endOnFailure: true },
      );
    },
  );
});
