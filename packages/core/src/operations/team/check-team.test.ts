import { describe, expect, it } from "vitest";
import { makeTeamProject, type TeamProject } from "../../testing/team-project.ts";
import { checkTeam } from "./check-team.ts";

describe("team check", () => {
  const findings = async (project: TeamProject) =>
    (await checkTeam(project.engine())).findings.map(
      ({ level, line, message }) => `${level} ${line}: ${message.replaceAll(`${project.folder}/`, "")}`,
    );

  it("tells everything that is wrong, with its line", async () => {
    const project = makeTeamProject("version: 1\nextends: [./none.yaml]\nprofiles:\n  a: {}\n");
    expect(await findings(project)).toEqual([
      expect.stringContaining('error 2: extends "./none.yaml": there is no file'),
    ]);
    project.write("version: 1\ndefault: x\nprofiles:\n  a: {}\npolicy: { requireProtected: [b] }\n");
    expect(await findings(project)).toEqual([
      "error 2: default: profile x is not defined",
      "error 4: profiles.a: stack is missing",
      "error 5: policy.requireProtected: profile b is not defined",
    ]);
  });

  it("holds profiles, also those of extended files, to the hosts that a policy allows", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml":
        "version: 1\nextends: [./org.yaml]\nprofiles:\n  a: { stack: a, hostv6: https://api.k6.io }\n  b: { stack: b, hostv6: https://evil.example }\n  c: { stack: c, host: https://k6.corp.example:8443 }\n",
      "org.yaml": 'version: 1\npolicy: { allowedHosts: ["*.grafana.net", api.k6.io, "k6.corp.example:8443"] }\n',
    });
    const errors = (await findings(project)).filter((finding) => finding.startsWith("error"));
    expect(errors).toEqual([
      "error 5: profiles.b.hostv6: the policy of org.yaml does not allow the host of https://evil.example (allowed: *.grafana.net, api.k6.io, k6.corp.example:8443)",
    ]);
  });

  it("warns of what every member must agree to, and of files that are not read", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml":
        "version: 1\nprofiles: { a: { stackUrl: https://corp.example }, b: { stack: b, stackId: 1 } }\n",
      ".k6prc": "version: 1",
    });
    expect(await findings(project)).toEqual([
      "warning undefined: it is ignored, because k6p.config.yaml takes precedence",
      "warning 2: profiles.a: stackId is missing, and pipelines need it (members get it from Grafana Cloud)",
      "warning 2: each member must run k6p team trust, because this would send the token of a to https://corp.example as its stack",
    ]);
  });

  const KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  const messages = async (content: string): Promise<readonly string[]> => {
    const project = makeTeamProject({ "k6p.config.yaml": content, ".k6p/sealed/gone.age": "sealed" });
    return (await checkTeam(project.engine())).findings.map(({ level, message }) => `${level}: ${message}`);
  };

  it("tells what would not work: recipients, projects, variables, and sealed tokens of no profile", async () => {
    const profiles =
      "profiles:\n  eu-a: { stack: a, stackId: 1, tokenKind: stack }\n  eu_a: { stack: b, stackId: 2 }\n";
    expect(await messages(`version: 1\n${profiles}`)).toEqual([
      "warning: profiles.eu-a: defaultProjectId is missing, and a stack token needs it",
      "warning: profiles.eu_a: its token variable K6P_TOKEN_EU_A is also that of profile eu-a",
      "warning: it is sealed for profile gone, which the team file does not define",
    ]);
    for (const [recipients, fault] of [
      [`anna: ${KEY.slice(0, -1)}q`, "the key of anna has a wrong or missing character"],
      [`anna: ${KEY}\n  ben: ${KEY}`, "anna and ben have the same key"],
    ] as const)
      expect(await messages(`version: 1\nrecipients:\n  ${recipients}\n`)).toContain(`error: recipients: ${fault}`);
  });

  it("takes a file that is too large, or that a merge has left in pieces, for findings", async () => {
    expect(await messages(`version: 1\n# ${"x".repeat(300 * 1024)}\n`)).toEqual([
      expect.stringMatching(/^error: .*k6p\.config\.yaml is larger than 256 KiB/),
    ]);
    expect(await messages("version: 1\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")).toEqual([
      "error: it contains merge conflict markers; resolve the conflict",
    ]);
  });

  it("tells which sealed files can open for nobody", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml": "version: 1\nprofiles:\n  a: { stack: a, stackId: 1 }\n  b: { stack: b, stackId: 2 }\n",
      ".k6p/sealed/a.age": "garbage",
      ".k6p/sealed/b.age/x": "",
    });
    expect(await findings(project)).toEqual([
      "error undefined: it is not an age file, so no key opens it",
      "error undefined: .k6p/sealed/b.age is not a regular file",
    ]);
  });

  it.each([
    [
      "extends: ['git+https://me:hush@git.example/x.git#v1']",
      '"git+https://…@git.example/x.git#v1" contains a user name or password',
    ],
    ["extends: ['git+https://git.example/x.git']", "is not pinned"],
    ["profiles: { a: { stack: 'https://me:hush@acme.grafana.net' } }", "contains a user name, a password"],
  ])("refuses %s, without the password", async (line, fault) => {
    const [first = ""] = await messages(`version: 1\n${line}\n`);
    expect(first).toContain(fault);
    expect(first).not.toContain("hush");
  });
});
