import { EXIT } from "@k6p/core/errors/error-codes";
import { K6pError } from "@k6p/core/errors/k6p-error";
import type { TeamSync } from "@k6p/core/operations/team/sync-team";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, words } from "../../frame/parameters.ts";
import type { Style } from "../../render/style.ts";

type Reference = TeamSync["references"][number];

export const teamSync = defineCommand({
  summary: "Copy what the team file extends from git repositories, and lock it",
  description: [
    "For every git repository that the team file extends, directly or not, the file at the pinned tag or commit is copied to this machine, and `k6p.lock` beside the team file says which commit and which content that was. Commit it: everybody then works with the same content, without a network. All other commands read the copies alone, and compare them with the lock file.",
    "A tag that stands at another commit than the lock file says is reported and not followed; --update takes what it says now. Whatever the team file no longer extends leaves the lock file.",
    "--check is for CI: nothing is written into the project, and the command fails when the lock file is not what it would be. It makes a connection only for what has not been copied yet.",
  ].join("\n\n"),
  examples: [
    { description: "After a clone, or a change of `extends`", command: "k6p team sync" },
    { description: "Follow one tag that has moved", command: "k6p team sync --update github:acme/profiles#v1" },
    { description: "In CI", command: "k6p team sync --check" },
  ],
  args: {
    references: words({
      summary: "With --update: only these references, or all of these repositories",
      label: "REFERENCE",
      required: false,
    }),
  },
  flags: {
    update: flag({ summary: "Take what the tags say now", exclusive: ["check"] }),
    check: flag({ summary: "Change nothing; fail when the lock file is missing or outdated" }),
  },
  async run({ engine }, { references, update, check }) {
    if (references.length > 0 && !update) {
      throw new K6pError("USAGE", {
        message: "References are named only with --update; without it all of them are synchronised.",
        remedy: ["k6p team sync", "k6p team sync --update REFERENCE"],
      });
    }
    const { syncTeam } = await import("@k6p/core/operations/team/sync-team");
    return syncTeam(engine, { update: update && references.length > 0 ? references : update, check });
  },
  exitCode: ({ outcome }) => (outcome === "outdated" ? EXIT.team : 0),
  toJson: ({ teamFile, lockFile, outcome, references, dropped }) => ({
    teamFile,
    lockFile,
    outcome,
    references: references.map(({ reference, state, locked, former, remoteCommit, isCommitGone }) => ({
      reference,
      state,
      commit: locked?.commit ?? null,
      path: locked?.path ?? null,
      files: [...(locked?.files ?? [])].map(([path, sha256]) => ({ path, sha256 })),
      formerCommit: former?.commit ?? null,
      remoteCommit: remoteCommit ?? null,
      commitGone: isCommitGone ?? false,
    })),
    dropped,
  }),
  render(result, style) {
    const lines = [
      ...result.references.flatMap((reference) => describe(reference, style)),
      ...result.dropped.map((reference) => `${reference}: ${style.yellow("no longer extended")}`),
    ];
    return [...lines, conclusion(result), ...trustHint(result)].join("\n");
  },
});

function describe({ reference, state, locked, former, remoteCommit, isCommitGone }: Reference, style: Style): string[] {
  const at = locked === undefined ? "" : ` at ${short(locked.commit)}`;
  const gone = isCommitGone === true ? ["  The repository does not give the locked commit any more."] : [];
  const follow = `  To take it: k6p team sync --update ${reference}`;
  switch (state) {
    case "current":
      return [`${reference}: ${style.green("current")}${at}`];
    case "added":
      return [`${reference}: ${style.green("added")}${at}`];
    case "updated":
      return [
        `${reference}: ${style.green("updated")} from ${short(former?.commit ?? "nothing")} to ${short(locked?.commit ?? "")}`,
      ];
    case "moved":
      return [
        `${reference}: ${style.yellow("the tag has moved")} from ${locked?.commit} to ${remoteCommit}; kept as it was locked`,
        ...gone,
        follow,
      ];
    case "withdrawn":
      return [`${reference}: ${style.yellow("the tag is no longer there")}; kept${at}`, ...gone];
    case "outdated":
      return [
        `${reference}: ${style.yellow(former === undefined ? "not in the lock file" : "not as the lock file says")}`,
      ];
  }
}

function conclusion({ outcome, lockFile, hadLock }: TeamSync): string {
  const nothing = "The team file extends no git repository; there is nothing to lock.";
  switch (outcome) {
    case "none":
      return nothing;
    case "written":
      return `Wrote ${lockFile}; commit it with the team file.`;
    case "outdated":
      return hadLock
        ? `${lockFile} is outdated. Write it anew, and commit it: k6p team sync`
        : `There is no ${lockFile} yet. Write it, and commit it: k6p team sync`;
    case "current":
      return hadLock ? `${lockFile} is current.` : nothing;
    case "unchanged":
      return `${lockFile} is current.`;
  }
}

function trustHint({ references }: TeamSync): readonly string[] {
  const isNew = references.some(({ state }) => state === "added" || state === "updated");
  return isNew ? ["What comes from a repository counts once you trust it: k6p team trust"] : [];
}

/** As git shortens it, with digits to spare. */
function short(commit: string): string {
  return commit.slice(0, 12);
}
