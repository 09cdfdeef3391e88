import type { AnyCommand } from "./command-definition.ts";

export interface CommandEntry {
  /** Short forms. */
  readonly aliases?: readonly string[];
  /** Whether it must start fast: such a command is run without oclif where its words are plain. */
  readonly hot?: boolean;
  readonly load: () => Promise<AnyCommand>;
}

/** Every command by its id. Only what is run is loaded. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  status: { hot: true, load: async () => (await import("../commands/status.ts")).status },
  env: { hot: true, load: async () => (await import("../commands/env.ts")).env },
  exec: { hot: true, load: async () => (await import("../commands/exec.ts")).exec },
  ci: { load: async () => (await import("../commands/ci.ts")).ci },
  completion: { load: async () => (await import("../commands/completion.ts")).completion },
  "completion candidates": {
    hot: true,
    load: async () => (await import("../commands/completion/candidates.ts")).completionCandidates,
  },
  "completion install": { load: async () => (await import("../commands/completion/install.ts")).completionInstall },
  "completion uninstall": {
    load: async () => (await import("../commands/completion/uninstall.ts")).completionUninstall,
  },
  hook: { hot: true, load: async () => (await import("../commands/hook.ts")).hook },
  login: { load: async () => (await import("../commands/login.ts")).login },
  "project list": { load: async () => (await import("../commands/project/list.ts")).projectList },
  "profile add": { load: async () => (await import("../commands/profile/add.ts")).profileAdd },
  "profile adopt": { load: async () => (await import("../commands/profile/adopt.ts")).profileAdopt },
  "profile bind": { load: async () => (await import("../commands/profile/bind.ts")).profileBind },
  "profile bindings": { load: async () => (await import("../commands/profile/bindings.ts")).profileBindings },
  "profile clear": { load: async () => (await import("../commands/profile/clear.ts")).profileClear },
  "profile copy": { load: async () => (await import("../commands/profile/copy.ts")).profileCopy },
  "profile current": {
    aliases: ["current"],
    hot: true,
    load: async () => (await import("../commands/profile/current.ts")).profileCurrent,
  },
  "profile edit": { load: async () => (await import("../commands/profile/edit.ts")).profileEdit },
  "profile list": { load: async () => (await import("../commands/profile/list.ts")).profileList },
  "profile remove": { load: async () => (await import("../commands/profile/remove.ts")).profileRemove },
  "profile rename": { load: async () => (await import("../commands/profile/rename.ts")).profileRename },
  "profile show": { load: async () => (await import("../commands/profile/show.ts")).profileShow },
  "profile unbind": { load: async () => (await import("../commands/profile/unbind.ts")).profileUnbind },
  "profile use": {
    aliases: ["use"],
    hot: true,
    load: async () => (await import("../commands/profile/use.ts")).profileUse,
  },
  prompt: { hot: true, load: async () => (await import("../commands/prompt.ts")).prompt },
  open: { load: async () => (await import("../commands/open.ts")).open },
  "store list": { load: async () => (await import("../commands/store/list.ts")).storeList },
  "store migrate": { load: async () => (await import("../commands/store/migrate.ts")).storeMigrate },
  "store refer": { load: async () => (await import("../commands/store/refer.ts")).storeRefer },
  "store rekey": { load: async () => (await import("../commands/store/rekey.ts")).storeRekey },
  "store test": { load: async () => (await import("../commands/store/test.ts")).storeTest },
  "store use": { load: async () => (await import("../commands/store/use.ts")).storeUse },
  shell: { hot: true, load: async () => (await import("../commands/shell.ts")).shell },
  "team add": { load: async () => (await import("../commands/team/add.ts")).teamAdd },
  "team check": { load: async () => (await import("../commands/team/check.ts")).teamCheck },
  "team init": { load: async () => (await import("../commands/team/init.ts")).teamInit },
  "team join": { load: async () => (await import("../commands/team/join.ts")).teamJoin },
  "team member list": { load: async () => (await import("../commands/team/member/list.ts")).teamMemberList },
  "team member remove": { load: async () => (await import("../commands/team/member/remove.ts")).teamMemberRemove },
  "team remove": { load: async () => (await import("../commands/team/remove.ts")).teamRemove },
  "team seal": { load: async () => (await import("../commands/team/seal.ts")).teamSeal },
  "team status": { load: async () => (await import("../commands/team/status.ts")).teamStatus },
  "team sync": { load: async () => (await import("../commands/team/sync.ts")).teamSync },
  "team trust": { load: async () => (await import("../commands/team/trust.ts")).teamTrust },
  "team unseal": { load: async () => (await import("../commands/team/unseal.ts")).teamUnseal },
  token: { load: async () => (await import("../commands/token.ts")).token },
  tour: { load: async () => (await import("../commands/tour.ts")).tour },
  "tour client": { load: async () => (await import("../commands/tour/client.ts")).tourClient },
  verify: { load: async () => (await import("../commands/verify.ts")).verify },
  version: { load: async () => (await import("../commands/version.ts")).version },
};

/** What stands between `k6p` and a verb, for the help. */
export const TOPICS: Readonly<Record<string, string>> = {
  completion: "Complete words on the command line with the Tab key",
  project: "See the projects of a stack",
  profile: "Keep profiles and choose the one that k6 uses",
  store: "Choose, try and change the places where tokens are",
  team: "Share definitions of profiles by a file in the repository",
  "team member": "See whom the team's tokens are sealed for, and remove somebody",
};

/** The command that `k6p` alone runs. */
export const DEFAULT_COMMAND = "status";
