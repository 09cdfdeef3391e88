import { describe, expect, test } from "vitest";
import { ODDITIES, type Reading } from "./fixtures/oddities.ts";
import { runRealK6, type SentRequest, withoutRealK6 } from "./fixtures/run-real-k6.ts";

describe.skipIf(withoutRealK6)("the real k6 reads configuration files as the table says", () => {
  test.concurrent.each(ODDITIES)("$name", async ({ bytes, reading }) => {
    expect(await readByK6(bytes)).toEqual(reading);
  });
});

/** What k6 takes from a file, by what it sends. */
async function readByK6(config: Uint8Array): Promise<Reading | "refused"> {
  const { exitCode, output, requests } = await runRealK6(["cloud", "project", "list"], { config });
  const [sent] = requests;
  const shown = /stackURL|defaultProjectID/.test(Buffer.from(config).toString("latin1"))
    ? await readByShow(config)
    : {};
  if (sent !== undefined)
    return { ...(sent.token && { token: sent.token }), ...(sent.stackId && { stackID: sent.stackId }), ...shown };
  if (exitCode === 0 || !output.includes("not configured")) return "refused";
  const { token } = await sentWith(config, { K6_CLOUD_STACK_ID: "7" });
  const { stackId } = await sentWith(config, { K6_CLOUD_TOKEN: "x" });
  return { ...(token && { token }), ...(stackId && { stackID: stackId }), ...shown };
}

/** What is sent when a part that the file lacks comes from the environment; nothing where a part is still missing. */
async function sentWith(config: Uint8Array, env: Readonly<Record<string, string>>): Promise<Partial<SentRequest>> {
  const { requests } = await runRealK6(["cloud", "project", "list"], { config, env });
  return requests[0] ?? {};
}

/** The values that are never sent, as `k6 cloud login --show` prints them. */
async function readByShow(config: Uint8Array): Promise<Reading> {
  const { output } = await runRealK6(["cloud", "login", "--show"], { config });
  const [, stackURL] = /stack-url: (h.*)/.exec(output) ?? [];
  const [, project] = /default-project-id: ([0-9]+)/.exec(output) ?? [];
  return { ...(stackURL && { stackURL }), ...(project && { defaultProjectID: Number(project) }) };
}
