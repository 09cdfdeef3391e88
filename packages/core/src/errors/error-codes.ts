/** Exit codes of k6p. `exec` passes through those of k6, which are 97 and above. */
export const EXIT = {
  success: 0,
  failure: 1,
  usage: 2,
  profile: 3,
  token: 4,
  secretStore: 5,
  k6Config: 6,
  cloud: 7,
  files: 8,
  team: 9,
  notExecutable: 126,
  notFound: 127,
  cancelled: 130,
} as const;

interface ErrorRow {
  readonly exitCode: number;
  /** What the error means, for `docs/errors.md`. */
  readonly meaning: string;
}

const row = (exitCode: number, meaning: string): ErrorRow => ({ exitCode, meaning });

/** Every error that k6p reports: its code, the exit code of the process, and its meaning. */
export const ERROR_CODES = {
  USAGE: row(EXIT.usage, "The arguments do not fit the command."),
  TOKEN_ON_COMMAND_LINE: row(
    EXIT.usage,
    "The command line contains a token, where other processes and the shell history can read it.",
  ),
  CONFIRMATION_NEEDED: row(EXIT.usage, "The command needs confirmation, and there is no terminal to ask at."),
  CANCELLED: row(EXIT.cancelled, "You answered no, or interrupted the command."),

  PROFILE_NAME_INVALID: row(EXIT.profile, "The profile name is not allowed."),
  PROFILE_NOT_FOUND: row(EXIT.profile, "No profile has this name."),
  PROFILE_EXISTS: row(EXIT.profile, "A profile with this name already exists (upper and lower case do not matter)."),
  PROFILE_INVALID: row(EXIT.profile, "The profile's file is not valid."),
  PROFILE_TOO_NEW: row(EXIT.profile, "A newer version of k6p wrote the profile's file. k6p does not change it."),
  PROFILE_PROTECTED: row(EXIT.profile, "The profile is protected against this change."),
  PROFILE_NOT_CHOSEN: row(EXIT.profile, "You named no profile, and none is active."),
  PROJECT_NEEDED: row(EXIT.profile, "A stack token needs a project."),
  STACK_INVALID: row(EXIT.profile, "The stack is not a slug or an https URL, or the stack ID is wrong or missing."),
  PROJECT_NOT_FOUND: row(EXIT.profile, "The stack has no project with this name, or several."),
  HOST_INVALID: row(EXIT.profile, "The API host is not an https URL."),

  IMPORT_UNREADABLE: row(
    EXIT.files,
    "The file to import is not of a kind that k6p reads, is damaged, or cannot be decrypted with your keys or passphrase.",
  ),
  IMPORT_INCOMPLETE: row(
    EXIT.profile,
    "A part that a profile needs is missing or a placeholder, and there is no terminal to ask at.",
  ),

  TOKEN_INVALID: row(
    EXIT.token,
    "The text is not a token: it is empty or too long, or contains characters that tokens never have.",
  ),
  TOKEN_REJECTED: row(EXIT.token, "Grafana Cloud did not accept the token for this stack."),
  TOKEN_MISSING: row(EXIT.token, "The profile has no token."),
  TOKEN_FOR_OTHER_DESTINATION: row(
    EXIT.token,
    "The token was entered for another stack or host, so k6p does not use it.",
  ),
  TOKEN_VARIABLE_AMBIGUOUS: row(EXIT.token, "Two profiles read their token from the same environment variable."),
  SEALED_NOT_FOR_YOU: row(EXIT.token, "The profile's token is sealed, and no key on this machine opens it."),
  SEALED_MISMATCH: row(EXIT.token, "The sealed file contains the token of another profile, team or destination."),
  SEALED_UNUSABLE: row(EXIT.token, "The sealed file is damaged, or a newer version of k6p wrote it."),

  MEMBER_KEY_LOST: row(EXIT.secretStore, "Your secret key for opening sealed tokens is gone."),
  RECIPIENTS_INVALID: row(EXIT.profile, "The team file lists no recipients, or recipients that k6p cannot seal for."),
  MEMBER_NOT_FOUND: row(EXIT.profile, "No member of the team has this name or key."),

  STORE_UNAVAILABLE: row(EXIT.secretStore, "k6p cannot reach the secret store."),
  STORE_LOCKED: row(EXIT.secretStore, "The secret store is locked."),
  STORE_TIMEOUT: row(EXIT.secretStore, "The secret store did not answer in time."),
  STORE_CORRUPT: row(EXIT.secretStore, "The profile's entry in the secret store cannot be read."),
  STORE_MISMATCH: row(EXIT.secretStore, "The entry in the secret store belongs to another profile."),
  STORE_NOT_CHOSEN: row(EXIT.secretStore, "No secret store is ready, and you have not chosen one."),
  STORE_UNKNOWN: row(EXIT.secretStore, "No secret store has this name."),
  STORE_READ_ONLY: row(EXIT.secretStore, "k6p only reads from this place and cannot store a token there."),
  STORE_WRITE_FAILED: row(
    EXIT.secretStore,
    "The token could not be stored, or k6p read back something else than it wrote.",
  ),

  K6_CONFIG_UNREADABLE: row(EXIT.k6Config, "k6 itself cannot read its configuration file or variables."),
  K6_CONFIG_PATH: row(EXIT.k6Config, "The path of k6's configuration file cannot be used."),
  K6_CONFIG_EDIT: row(
    EXIT.k6Config,
    "The edit of k6's configuration file would not have the intended result, so nothing was written.",
  ),

  TEAM_FILE_MISSING: row(
    EXIT.team,
    "No team file was found between the working folder and the root of the repository.",
  ),
  TEAM_FILE_EXISTS: row(EXIT.team, "A team file already exists."),
  TEAM_FILE_INVALID: row(EXIT.team, "The team file is not valid."),
  TEAM_FILE_LAYOUT: row(
    EXIT.team,
    "The team file is valid, but k6p cannot edit it without changing the layout of the rest.",
  ),
  TEAM_FILE_TOO_NEW: row(EXIT.team, "The team file needs a newer version of k6p."),
  TEAM_FILE_HAS_TOKEN: row(EXIT.team, "The team file contains a token, which anyone who can read the file can use."),
  TEAM_EXTENDS_MISSING: row(EXIT.team, "A file that the team file extends is not on this machine."),
  TEAM_EXTENDS_INVALID: row(EXIT.team, "The team file extends something it may not, or extends itself."),
  TEAM_EXTENDS_NOT_FOUND: row(EXIT.team, "The git repository does not have the extended tag, commit or file."),
  TEAM_EXTENDS_CHANGED: row(EXIT.team, "The git repository no longer has the content in the lock file."),
  TEAM_LOCK_INVALID: row(EXIT.team, "The team lock file is not valid."),
  GIT_FAILED: row(EXIT.team, "git could not reach the repository, or did not finish in time."),
  TEAM_NOT_TRUSTED: row(
    EXIT.team,
    "You have not trusted what the team file does: where it sends a token, who can read sealed tokens, or which profile it gives to shells.",
  ),
  TEAM_PROFILE_NEEDED: row(EXIT.team, "The profile is your own, and only a team profile can have a sealed token."),
  TEAM_PROFILE: row(EXIT.team, "The profile belongs to the team. Change it in the team file."),

  CLOUD_UNREACHABLE: row(EXIT.cloud, "The Grafana Cloud k6 API did not answer."),
  CLOUD_ANSWER: row(EXIT.cloud, "The Grafana Cloud k6 API sent an unexpected response."),

  FILE_LOCKED: row(EXIT.files, "Another process locked the file for too long."),
  FILE_WRITE_FAILED: row(
    EXIT.files,
    "The file could not be written. Its previous content is unchanged unless the message says otherwise.",
  ),
  FILE_READ_FAILED: row(EXIT.files, "The file could not be read."),
  FILE_UNSAFE: row(EXIT.files, "Other users can access the file or its folder, or it is not a regular file."),
  FILE_NOT_OURS: row(
    EXIT.files,
    "The file contains something that k6p did not write, so k6p neither replaces nor removes it.",
  ),
  FILE_CHANGED: row(EXIT.files, "Another program changed the file while k6p was editing it."),
  HOME_UNKNOWN: row(EXIT.files, "k6p cannot find your home folder, where it keeps its files."),

  GIT_MISSING: row(EXIT.notFound, "git was not found on PATH, or cannot be started."),
  COMMAND_NOT_FOUND: row(EXIT.notFound, "The program was not found."),
  COMMAND_NOT_EXECUTABLE: row(EXIT.notExecutable, "The program is not executable."),
  PROGRAM_UNSAFE: row(EXIT.notExecutable, "The token command is in a folder that other users can write to."),
  SETTINGS_INVALID: row(EXIT.files, "The settings file is not valid."),
  SETTINGS_TOO_NEW: row(EXIT.files, "A newer version of k6p wrote the settings file. k6p does not change it."),
  SHELL_UNKNOWN: row(EXIT.usage, "k6p cannot tell which shell you use, or does not support it."),
  VALUE_NOT_EXPRESSIBLE: row(EXIT.failure, "A value contains characters that the shell or file format cannot express."),
  PLATFORM_UNSUPPORTED: row(EXIT.failure, "This does not work on this system."),
  OUTPUT_FAILED: row(EXIT.failure, "The command's output could not be written."),
  UNEXPECTED: row(EXIT.failure, "Internal error: a bug in k6p."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERROR_CODES;
