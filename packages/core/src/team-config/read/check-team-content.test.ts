import { describe, expect, it } from "vitest";
import { ageText } from "./parse-age.ts";
import { parseTeamText } from "./parse-team-text.ts";

async function faults(text: string) {
  return (await parseTeamText(text, { path: "k6p.config.yaml", format: "yaml" })).faults;
}

describe("what is wrong with a team file", () => {
  it("names the profile or member that it is about", async () => {
    const text =
      "version: 1\nprofiles:\n  a: { stack: a, stackUrl: https://a.example }\nrecipients: { eve: ssh-ed25519 }\n";
    expect((await faults(text)).map(({ message }) => message)).toEqual([
      "profiles.a: use stack or stackUrl, not both",
      "recipients.eve: a recipient must be an age public key, which starts with age1",
    ]);
  });

  it("says what to use in place of a secret key, and what the key opens", async () => {
    const key = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    const [fault] = await faults(`version: 1\nrecipients:\n  eve: ${key}\n`);
    expect(fault).toMatchObject({ code: "TEAM_FILE_HAS_TOKEN", line: 3 });
    expect(fault?.remedy.slice(0, 2)).toEqual([
      "Remove line 3 from the file, then print your public key for the file: k6p team join",
      expect.stringContaining("k6p team join --renew"),
    ]);
    expect(JSON.stringify(fault)).not.toContain("QQQ");
  });

  it("says how to split a file with too many values", async () => {
    const list = Array.from({ length: 10_001 }, () => "1").join(",");
    expect((await faults(`version: 1\nextends: [${list}]\n`))[0]?.message).toBe(
      "it has more than 10000 values; split it into several files and extend them",
    );
  });
});

describe("an age", () => {
  it("is written in hours or days, singular or plural", () => {
    expect([1, 2, 47, 48, 2400].map((hours) => ageText(hours * 3_600_000))).toEqual([
      "1 hour",
      "2 hours",
      "47 hours",
      "2 days",
      "100 days",
    ]);
  });
});
