import { EXIT } from "@k6p/core/errors/error-codes";
import { K6pError } from "@k6p/core/errors/k6p-error";
import type { TeamSync } from "@k6p/core/operations/team/sync-team";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, words } from "../../frame/parameters.ts";
import type { Style } from "../../render/style.ts";

type Reference = TeamSync["references"][number];

export const teamSync = defineCommand({
  summary: "Download and lock the files that the team file extends",
  description: [
    "Downloads every file that the team file extends from a git repository, directly or indirectly, at the pinned tag or commit. Records the commit and the content in `k6p.lock` next to the team file. Commit `k6p.lock`, so all members use the same content. Other commands only read the downloaded copies and compare them with the lock file.",
    "If a tag has moved to another commit, k6p reports it and keeps the locked commit. To use the new commit, pass --update. Files that are no longer extended are removed from the lock file.",
    "Use --check in CI. It writes nothing to the project and fails if the lock file is missing or outdated. It connects to the network only for files that are not downloaded yet.",
  ].join("\n\n"),
  examples: [
    { description: "Sync after a clone or a change of `extends`", command: "k6p team sync" },
    {
      description: "Update a tag that moved",
      command: "k6p team sync --update github:acme/profiles#v1",
    },
    { description: "Check the lock file in CI", command: "k6p team sync --check" },
  ],
  args: {
    references: words({
      summary: "With --update: references or repositories to update; all if omitted",
      label: "REFERENCE",
      required: false,
    }),
  },
  flags: {
    update: flag({ summary: "Update to the commits the tags point to now", exclusive: ["check"] }),
    check: flag({ summary: "Write nothing; fail if the lock file is missing or outdated" }),
  },
  async run({ engine }, { references, update, check }) {
    if (references.length > 0 && !update) {
      throw new K6pError("USAGE", {
        message: "You can name references only with --update. Without it, k6p syncs all of them.",
        remedy: ["k6p team sync", "k6p team sync --update REFERENCE"],
      });
    }
    const { syncTeam } = await import("@k6p/core/operations/team/sync-team");
    return syncTeam(engine, { update: update && references.length > 0 ? references : update, check });
  },
  exitCode: ({ outcome }) => (outcome === "outdated" ? EXIT.team : EXIT.success),
  toJson: ({ teamFile, lockFile, outcome, references, dropped }) => ({
    teamFile,
    lockFile,
    outcome,
    references: references.map(({ reference, state, locked, previous, remoteCommit, isCommitGone }) => ({
      reference,
      state,
      commit: locked?.commit ?? null,
      path: locked?.path ?? null,
      files: [...(locked?.files ?? [])].map(([path, sha256]) => ({ path, sha256 })),
      previousCommit: previous?.commit ?? null,
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

function describe(
  { reference, state, locked, previous, remoteCommit, isCommitGone }: Reference,
  style: Style,
): string[] {
  const at = locked === undefined ? "" : ` at ${short(locked.commit)}`;
  const gone = isCommitGone === true ? ["  The repository no longer contains the locked commit."] : [];
  const follow = `  To update: k6p team sync --update ${reference}`;
  switch (state) {
    case "current":
      return [`${reference}: ${style.green("current")}${at}`];
    case "added":
      return [`${reference}: ${style.green("added")}${at}`];
    case "updated":
      return [
        `${reference}: ${style.green("updated")} from ${short(previous?.commit ?? "nothing")} to ${short(locked?.commit ?? "")}`,
      ];
    case "moved":
      return [
        `${reference}: ${style.yellow("the tag has moved")} from ${locked?.commit} to ${remoteCommit}; the locked commit is kept`,
        ...gone,
        follow,
      ];
    case "withdrawn":
      return [`${reference}: ${style.yellow("the tag was deleted")}; kept${at}`, ...gone];
    case "outdated":
      return [
        `${reference}: ${style.yellow(previous === undefined ? "not in the lock file" : "differs from the lock file")}`,
      ];
  }
}

function conclusion({ outcome, lockFile, hadLock }: TeamSync): string {
  const nothing = "Nothing to lock: the team file does not extend a git repository.";
  switch (outcome) {
    case "none":
      return nothing;
    case "written":
      return `Wrote ${lockFile}. Commit it with the team file.`;
    case "outdated":
      return hadLock
        ? `${lockFile} is outdated. To update it: k6p team sync`
        : `${lockFile} does not exist. To create it: k6p team sync`;
    case "current":
      return hadLock ? `${lockFile} is up to date.` : nothing;
    case "unchanged":
      return `${lockFile} is up to date.`;
  }
}

function trustHint({ references }: TeamSync): readonly string[] {
  const isNew = references.some(({ state }) => state === "added" || state === "updated");
  return isNew ? ["Files from a repository are ignored until you trust them: k6p team trust"] : [];
}

/** As git shortens it, with digits to spare. */
function short(commit: string): string {
  return commit.slice(0, 12);
}
