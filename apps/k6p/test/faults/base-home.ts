import type { FaultHome } from "./fault-home.ts";
import { K6_CONFIG, NEW, PROD, SHARED, STAGING, TOKEN_FILE } from "./scenario.ts";

/** The public key of another member. */
export const ZOE = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
export const TEAM_FILE = "work/k6p.config.yaml";

/** Two profiles in the file vault; k6 uses the first. */
export async function makeBase(home: FaultHome): Promise<void> {
  home.empty();
  home.write(K6_CONFIG, '{\n  "vus": 4\n}\n');
  home.write(TOKEN_FILE, NEW);
  await addProfile(home, { name: "prod", stackId: 1, token: PROD });
  await addProfile(home, { name: "staging", stackId: 2, token: STAGING });
  await home.k6p(["use", "prod"]);
}

function addProfile(
  home: FaultHome,
  { name, stackId, token }: { readonly name: string; readonly stackId: number; readonly token: string },
): Promise<string> {
  const words = ["profile", "add", name, "--stack", name, "--stack-id", `${stackId}`, "--no-verify", "--token-stdin"];
  return home.k6p(words, { stdin: token });
}

/** A team file with two members and a profile whose token is entered here. */
export async function makeTeam(home: FaultHome): Promise<void> {
  await home.k6p(["team", "join", "--name", "anna"]);
  const { recipient } = JSON.parse(await home.k6p(["team", "join", "--json"]));
  home.write(
    TEAM_FILE,
    [
      "version: 1",
      "profiles:",
      "  shared: { stack: acme, stackId: 11, defaultProjectId: 5, tokenKind: stack }",
      "  second: { stack: acme, stackId: 12, defaultProjectId: 6, tokenKind: stack }",
      "recipients:",
      `  anna: ${recipient}`,
      `  zoe: ${ZOE}`,
      "",
    ].join("\n"),
  );
  await home.k6p(["team", "trust", "--yes"]);
  for (const name of ["shared", "second"])
    await home.k6p(["login", `team/${name}`, "--no-verify", "--token-stdin"], { stdin: SHARED });
}

/** The same with both tokens sealed. */
export async function makeSealedTeam(home: FaultHome): Promise<void> {
  await makeTeam(home);
  for (const name of ["shared", "second"]) await home.k6p(["team", "seal", `team/${name}`, "--yes"]);
}
