import type { Environment } from "./host.ts";

/** The profile to use; see `K6P_VARIABLES` for what each variable means. */
export const PROFILE_VARIABLE = "K6P_PROFILE";
export const HOME_VARIABLE = "K6P_HOME";
export const STORE_VARIABLE = "K6P_STORE";
/** Followed by a profile's name: `tokenVariable`. */
export const TOKEN_VARIABLE_PREFIX = "K6P_TOKEN_";
export const AGE_IDENTITY_VARIABLE = "K6P_AGE_IDENTITY";
export const AGE_IDENTITY_FILE_VARIABLE = "K6P_AGE_IDENTITY_FILE";
export const TEAM_OWNERS_VARIABLE = "K6P_TEAM_OWNERS";
export const SHELL_PROMPT_VARIABLE = "K6P_SHELL_PROMPT";
export const CONFIRM_VARIABLE = "K6P_CONFIRM";
export const DEBUG_VARIABLE = "K6P_DEBUG";
export const UPDATE_NOTICE_VARIABLE = "K6P_NO_UPDATE_NOTICE";
export const BEFORE_VARIABLE = "K6P_BEFORE";
export const BOUND_VARIABLE = "K6P_BOUND";
export const BOUND_TO_VARIABLE = "K6P_BOUND_TO";
export const HOOK_VARIABLE = "K6P_HOOK";
export const WRAP_VARIABLE = "K6P_WRAP";
export const SUBSHELL_VARIABLE = "K6P_SHELL";
export const ZDOTDIR_VARIABLE = "K6P_ZDOTDIR";
export const READING_TOKEN_VARIABLE = "K6P_READING_TOKEN";

export interface VariableEntry {
  readonly name: string;
  /** What it does, in a phrase of Markdown without a full stop. */
  readonly meaning: string;
}

/** What a user may set. docs/environment.md is generated from these three lists, and a test holds them to the source. */
export const K6P_VARIABLES: readonly VariableEntry[] = [
  {
    name: PROFILE_VARIABLE,
    meaning: "the profile to use when a command names none; `k6p env`, `exec`, `shell` and the hook set it",
  },
  { name: STORE_VARIABLE, meaning: "the secret store for new tokens: `keyring` or `file`" },
  { name: HOME_VARIABLE, meaning: "one folder for everything k6p keeps" },
  { name: `${TOKEN_VARIABLE_PREFIX}<NAME>`, meaning: "the token of a profile, for [pipelines](ci.md)" },
  {
    name: AGE_IDENTITY_VARIABLE,
    meaning: "the secret key that opens the file vault and [sealed tokens](sealed-tokens.md)",
  },
  { name: AGE_IDENTITY_FILE_VARIABLE, meaning: "a file with that key" },
  {
    name: TEAM_OWNERS_VARIABLE,
    meaning: "numeric IDs of other users whose [team files](team.md) k6p reads, separated by commas",
  },
  {
    name: CONFIRM_VARIABLE,
    meaning: "names of protected profiles, separated by commas, that k6 may use without a question",
  },
  { name: SHELL_PROMPT_VARIABLE, meaning: "`plain`: `k6p shell` does not change the prompt" },
  { name: UPDATE_NOTICE_VARIABLE, meaning: "`1`: do not look for a newer k6p, and do not announce one" },
  { name: DEBUG_VARIABLE, meaning: "`1`: print the stack trace of an unexpected error" },
];

/** What k6p sets for itself in a shell or a child process; not meant to be set by hand. */
export const INTERNAL_VARIABLES: readonly VariableEntry[] = [
  {
    name: BEFORE_VARIABLE,
    meaning: "set by `k6p env`: the values it replaced, for `k6p env --unset`; treat it like a token",
  },
  { name: BOUND_VARIABLE, meaning: "set by the hook: the profile it took because of the folder" },
  {
    name: BOUND_TO_VARIABLE,
    meaning: "set by the hook: the ID of that profile, or the team folder whose default it is",
  },
  { name: HOOK_VARIABLE, meaning: "set by the hook: the shell it is installed in" },
  {
    name: WRAP_VARIABLE,
    meaning: "set by the hook with `--wrap-k6`: `k6` at the prompt runs with the folder's profile",
  },
  { name: SUBSHELL_VARIABLE, meaning: "set in a shell that `k6p shell` started" },
  { name: ZDOTDIR_VARIABLE, meaning: "set by `k6p shell` for zsh: your own `ZDOTDIR`" },
  { name: READING_TOKEN_VARIABLE, meaning: "set for a command that prints a token, so that it cannot call itself" },
];

/** What k6p reads besides its own and k6's variables. */
export const SYSTEM_VARIABLES: readonly VariableEntry[] = [
  { name: "XDG_CONFIG_HOME", meaning: "Linux: folder of profiles, settings and k6's own configuration" },
  { name: "XDG_DATA_HOME", meaning: "Linux: folder of token records and the file vault" },
  { name: "XDG_STATE_HOME", meaning: "Linux: folder of state and locks" },
  { name: "XDG_RUNTIME_DIR", meaning: "Linux: folder of private configurations; where to find the session bus" },
  { name: "DBUS_SESSION_BUS_ADDRESS", meaning: "Linux: the session bus that leads to the keyring" },
  { name: "DISPLAY", meaning: "Linux: whether the keyring can show a dialog to unlock it (also `WAYLAND_DISPLAY`)" },
  { name: "SSH_CONNECTION", meaning: "macOS, Windows: k6p opens no browser over SSH" },
  { name: "APPDATA", meaning: "Windows: folder of profiles and settings" },
  { name: "LOCALAPPDATA", meaning: "Windows: folder of token records, the file vault and state" },
  { name: "HOME", meaning: "your home folder (Windows: `USERPROFILE`)" },
  { name: "TMPDIR", meaning: "folder of private configurations where there is no `XDG_RUNTIME_DIR`" },
  { name: "PATH", meaning: "where k6, git and token commands are looked up" },
  { name: "SHELL", meaning: "the shell that `k6p shell` opens, and that output is written for when k6p cannot tell" },
  { name: "ZDOTDIR", meaning: "folder of zsh's start files" },
  { name: "HTTPS_PROXY", meaning: "proxy for requests to Grafana Cloud; `NO_PROXY` lists the exceptions" },
  { name: "SUDO_UID", meaning: "as root: whose team files k6p also reads" },
  { name: "CI", meaning: "set to anything but `false`: k6p asks no questions" },
  { name: "NO_COLOR", meaning: "no color" },
  { name: "FORCE_COLOR", meaning: "color even without a terminal" },
];

/**
 * An environment without the variables that hold tokens for k6 and k6p, or keys to them: what a program gets that has nothing to do with
 * k6, such as a password manager or a browser.
 */
export function withoutSecretVariables(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET_NAMES.test(name)));
}

const SECRET_NAMES = new RegExp(
  `^(?:K6_CLOUD_|${TOKEN_VARIABLE_PREFIX}|${AGE_IDENTITY_VARIABLE}|${BEFORE_VARIABLE}$)`,
  "i",
);
