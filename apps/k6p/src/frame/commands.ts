import type { CommandEntry, CommandTable } from "./command-table.ts";

/** Every command by its ID. Only the one that runs is loaded. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  status: {
    hiddenAliases: ["whoami"],
    hot: true,
    load: async () => (await import("../commands/status.ts")).status,
  },
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
    destroys: true,
    load: async () => (await import("../commands/completion/uninstall.ts")).completionUninstall,
  },
  doctor: { load: async () => (await import("../commands/doctor.ts")).doctor },
  explain: { load: async () => (await import("../commands/explain.ts")).explain },
  hook: { hot: true, load: async () => (await import("../commands/hook.ts")).hook },
  "hook install": { load: async () => (await import("../commands/hook/install.ts")).hookInstall },
  "hook uninstall": { destroys: true, load: async () => (await import("../commands/hook/uninstall.ts")).hookUninstall },
  login: { load: async () => (await import("../commands/login.ts")).login },
  logout: { destroys: true, load: async () => (await import("../commands/logout.ts")).logout },
  "project list": {
    hiddenAliases: ["project ls"],
    load: async () => (await import("../commands/project/list.ts")).projectList,
  },
  "profile add": { aliases: ["add"], load: async () => (await import("../commands/profile/add.ts")).profileAdd },
  "profile adopt": { load: async () => (await import("../commands/profile/adopt.ts")).profileAdopt },
  "profile bind": { load: async () => (await import("../commands/profile/bind.ts")).profileBind },
  "profile bindings": { load: async () => (await import("../commands/profile/bindings.ts")).profileBindings },
  "profile clear": { destroys: true, load: async () => (await import("../commands/profile/clear.ts")).profileClear },
  "profile copy": { load: async () => (await import("../commands/profile/copy.ts")).profileCopy },
  "profile current": {
    aliases: ["current"],
    hot: true,
    load: async () => (await import("../commands/profile/current.ts")).profileCurrent,
  },
  "profile edit": { load: async () => (await import("../commands/profile/edit.ts")).profileEdit },
  "profile export": { load: async () => (await import("../commands/profile/export.ts")).profileExport },
  "profile import": { load: async () => (await import("../commands/profile/import.ts")).profileImport },
  "profile list": {
    aliases: ["list"],
    hiddenAliases: ["ls", "profile ls"],
    hot: true,
    load: async () => (await import("../commands/profile/list.ts")).profileList,
  },
  "profile remove": {
    aliases: ["remove"],
    hiddenAliases: ["rm", "delete", "profile rm", "profile delete"],
    destroys: true,
    load: async () => (await import("../commands/profile/remove.ts")).profileRemove,
  },
  "profile rename": {
    aliases: ["rename"],
    load: async () => (await import("../commands/profile/rename.ts")).profileRename,
  },
  "profile rotate": {
    aliases: ["rotate"],
    load: async () => (await import("../commands/profile/rotate.ts")).profileRotate,
  },
  "profile show": { load: async () => (await import("../commands/profile/show.ts")).profileShow },
  "profile unbind": { destroys: true, load: async () => (await import("../commands/profile/unbind.ts")).profileUnbind },
  "profile use": {
    aliases: ["use"],
    hiddenAliases: ["switch"],
    hot: true,
    load: async () => (await import("../commands/profile/use.ts")).profileUse,
  },
  prompt: { hot: true, load: async () => (await import("../commands/prompt.ts")).prompt },
  open: { load: async () => (await import("../commands/open.ts")).open },
  "store list": {
    hiddenAliases: ["store ls"],
    load: async () => (await import("../commands/store/list.ts")).storeList,
  },
  "store migrate": { load: async () => (await import("../commands/store/migrate.ts")).storeMigrate },
  "store refer": { load: async () => (await import("../commands/store/refer.ts")).storeRefer },
  "store rekey": { destroys: true, load: async () => (await import("../commands/store/rekey.ts")).storeRekey },
  "store test": { load: async () => (await import("../commands/store/test.ts")).storeTest },
  "store use": { load: async () => (await import("../commands/store/use.ts")).storeUse },
  shell: { hot: true, load: async () => (await import("../commands/shell.ts")).shell },
  "team add": { load: async () => (await import("../commands/team/add.ts")).teamAdd },
  "team check": { load: async () => (await import("../commands/team/check.ts")).teamCheck },
  "team init": { load: async () => (await import("../commands/team/init.ts")).teamInit },
  "team join": { load: async () => (await import("../commands/team/join.ts")).teamJoin },
  "team member list": {
    hiddenAliases: ["team member ls"],
    load: async () => (await import("../commands/team/member/list.ts")).teamMemberList,
  },
  "team member remove": {
    hiddenAliases: ["team member rm", "team member delete"],
    destroys: true,
    load: async () => (await import("../commands/team/member/remove.ts")).teamMemberRemove,
  },
  "team remove": {
    hiddenAliases: ["team rm", "team delete"],
    destroys: true,
    load: async () => (await import("../commands/team/remove.ts")).teamRemove,
  },
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

/** The words between `k6p` and a verb, with a summary for the help. */
export const TOPICS: Readonly<Record<string, string>> = {
  completion: "Set up completion in your shell",
  hook: "Set up the shell hook that switches profiles by folder",
  project: "List the projects of a stack",
  profile: "Manage profiles",
  store: "Manage the secret stores that hold your tokens",
  team: "Share profiles and sealed tokens through a repository",
  "team member": "List and remove members of the team",
};

/** The command that runs if you type `k6p` alone. */
export const DEFAULT_COMMAND = "status";

export const COMMAND_TABLE: CommandTable = { commands: COMMANDS, topics: TOPICS, defaultCommand: DEFAULT_COMMAND };
