import type { PipelineStep } from "../../ci-snippets/ci-snippet.ts";
import type { Profile } from "../../profiles/profile.ts";
import { isGrafanaHost, isGrafanaStack } from "../../cloud-api/grafana-hosts.ts";
import type { TeamGraph } from "../../team-config/merge/load-team-graph.ts";

const INSTALL: PipelineStep = {
  why: "The team file extends a package; this installs it. If you do not use npm, change this line.",
  command: "npm ci --ignore-scripts",
};
const SYNC: readonly PipelineStep[] = [
  {
    why: "The team file extends files in git; this fails unless they match the committed k6p.lock.",
    command: "k6p team sync --check",
  },
  { why: "Downloads those files. For a private repository, git needs a login here.", command: "k6p team sync" },
];
const TRUST: PipelineStep = {
  why: "Trusts the hosts and git repositories in the team file of this commit; review changes to that file.",
  command: "k6p team trust --yes",
};

/** The steps a clean checkout needs before k6p can use a profile. `team` is undefined if there is no team file yet. */
export function pipelineSteps(
  profile: Pick<Profile, "stackUrl" | "host" | "hostv6">,
  team: { readonly graph: Pick<TeamGraph, "links"> } | undefined,
): readonly PipelineStep[] {
  const extended = new Set([...(team?.graph.links.values() ?? [])].flat().map(({ reference }) => reference.kind));
  return [
    ...(extended.has("package") ? [INSTALL] : []),
    ...(extended.has("remote") ? SYNC : []),
    ...(extended.has("remote") || leadsOutside(profile) ? [TRUST] : []),
  ];
}

function leadsOutside({ stackUrl, host, hostv6 }: Pick<Profile, "stackUrl" | "host" | "hostv6">): boolean {
  const hosts = [host, hostv6].filter((url) => url !== undefined);
  return (stackUrl !== undefined && !isGrafanaStack(stackUrl)) || !hosts.every(isGrafanaHost);
}
