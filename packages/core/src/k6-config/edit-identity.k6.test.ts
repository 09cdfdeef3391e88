import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { editIdentity } from "./edit-identity.ts";
import { arbitraryConfig } from "./fixtures/arbitrary-config.ts";
import { runRealK6, withoutRealK6 } from "./fixtures/run-real-k6.ts";

const IDENTITY = {
  token: new Secret("token-of-profile"),
  stackId: 22222,
  stackUrl: "https://a.grafana.net",
  defaultProjectId: 92222,
};
/** The only key among the others that k6 would refuse with any value. */
const withoutVus = fc.sample(
  arbitraryConfig({ withIdentity: true, withOthers: false }).filter(({ text }) => !text.includes('"vus"')),
  { numRuns: 12, seed: 6 },
);

describe.skipIf(withoutRealK6)("the real k6 uses what was written", () => {
  test.concurrent.each(withoutVus)("into random file %#", async ({ text }) => {
    const { bytes } = editIdentity(Buffer.from(text, "latin1"), IDENTITY);
    const { requests } = await runRealK6(["cloud", "test", "list"], { config: bytes });
    const [sent] = requests;
    expect(sent).toMatchObject({ token: "token-of-profile", stackId: 22222 });
    expect(sent?.path).toContain("/projects/92222/");
    const { output } = await runRealK6(["cloud", "login", "--show"], { config: bytes });
    expect(output).toContain("https://a.grafana.net");
  });
});
