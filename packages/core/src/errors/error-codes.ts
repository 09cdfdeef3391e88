/** Exit codes of k6p. k6 itself uses 97 and above, which `exec` passes through. */
export const EXIT = {
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

/** Every error a user can meet: its code, the exit code of the process, and its meaning. */
export const ERROR_CODES = {
  USAGE: row(EXIT.usage, "The words of the command line do not fit the command."),
  TOKEN_ON_COMMAND_LINE: row(
    EXIT.usage,
    "A token was put on the command line, where other processes and the shell history can read it.",
  ),
  CONFIRMATION_NEEDED: row(EXIT.usage, "The command needs a yes, and there is no terminal to ask on."),
  CANCELLED: row(EXIT.cancelled, "The question was answered with no, or the command was interrupted."),

  PROFILE_NAME_INVALID: row(EXIT.profile, "The name is not allowed for a profile."),
  PROFILE_NOT_FOUND: row(EXIT.profile, "No profile has this name."),
  PROFILE_EXISTS: row(EXIT.profile, "A profile with this name exists already (names are compared without case)."),
  PROFILE_INVALID: row(EXIT.profile, "The file of the profile does not have the form of a profile."),
  PROFILE_TOO_NEW: row(EXIT.profile, "The file was written by a newer k6p and is left untouched."),
  PROFILE_PROTECTED: row(EXIT.profile, "The profile is protected against this change."),
  PROFILE_NOT_CHOSEN: row(EXIT.profile, "No profile was named and none is active."),
  PROJECT_NEEDED: row(EXIT.profile, "A stack token works only together with a project."),
  STACK_INVALID: row(EXIT.profile, "The stack is neither a slug nor an https URL, or its ID is out of range."),
  HOST_INVALID: row(EXIT.profile, "The API host is not an https URL."),

  TOKEN_INVALID: row(
    EXIT.token,
    "The text is not a token: it is empty, too long, or has characters that no token has.",
  ),
  TOKEN_REJECTED: row(EXIT.token, "Grafana Cloud did not accept the token for this stack."),
  TOKEN_MISSING: row(EXIT.token, "No token is stored for the profile."),
  TOKEN_FOR_OTHER_DESTINATION: row(
    EXIT.token,
    "The stored token was entered for another stack or host and is not handed out.",
  ),
  TOKEN_VARIABLE_AMBIGUOUS: row(EXIT.token, "Two profiles take their token from the same variable of the environment."),
  SEALED_NOT_FOR_YOU: row(EXIT.token, "The token of the profile is sealed, and none of the keys here opens it."),
  SEALED_MISMATCH: row(EXIT.token, "The sealed file holds the token of another profile, team or destination."),
  SEALED_UNUSABLE: row(EXIT.token, "The sealed file is damaged, or was written by a newer k6p."),

  TEAM_IDENTITY_LOST: row(EXIT.secretStore, "The secret key by which this person opens sealed tokens is gone."),
  RECIPIENTS_INVALID: row(EXIT.profile, "The team file names no recipients, or some that nothing can be sealed for."),
  MEMBER_NOT_FOUND: row(EXIT.profile, "No member of the team has this name or key."),

  STORE_UNAVAILABLE: row(EXIT.secretStore, "The secret store cannot be reached."),
  STORE_LOCKED: row(EXIT.secretStore, "The secret store is locked."),
  STORE_TIMEOUT: row(EXIT.secretStore, "The secret store did not answer in time."),
  STORE_CORRUPT: row(EXIT.secretStore, "What the secret store holds for the profile cannot be read."),
  STORE_MISMATCH: row(EXIT.secretStore, "What the secret store holds belongs to another profile."),
  STORE_NOT_CHOSEN: row(EXIT.secretStore, "No secret store is ready and none was chosen."),
  STORE_UNKNOWN: row(EXIT.secretStore, "No secret store has this name."),
  STORE_READ_ONLY: row(EXIT.secretStore, "k6p only reads there; a token cannot be stored in it."),
  STORE_WRITE_FAILED: row(EXIT.secretStore, "The token could not be stored, or was not read back as it was written."),

  K6_CONFIG_UNREADABLE: row(EXIT.k6Config, "k6's configuration file is not something that k6 itself can read."),
  K6_CONFIG_PATH: row(EXIT.k6Config, "The path of k6's configuration file cannot be used."),
  K6_CONFIG_EDIT: row(
    EXIT.k6Config,
    "The edit of k6's configuration file did not have the intended result; nothing was written.",
  ),

  TEAM_FILE_MISSING: row(EXIT.team, "There is no team file from the working folder up to the root of the repository."),
  TEAM_FILE_EXISTS: row(EXIT.team, "There is a team file already."),
  TEAM_FILE_INVALID: row(EXIT.team, "The team file does not have the form of a team file."),
  TEAM_FILE_LAYOUT: row(
    EXIT.team,
    "The team file is laid out in a way that k6p cannot edit without touching the rest of it; it is valid all the same.",
  ),
  TEAM_FILE_TOO_NEW: row(EXIT.team, "The team file was written for a newer k6p."),
  TEAM_FILE_HAS_TOKEN: row(EXIT.team, "There is a token in the team file, which everybody who can read it can use."),
  TEAM_EXTENDS_MISSING: row(EXIT.team, "What the team file extends is not on this machine."),
  TEAM_EXTENDS_INVALID: row(EXIT.team, "The team file extends something that it must not, or in a ring."),
  TEAM_EXTENDS_NOT_FOUND: row(EXIT.team, "The git repository does not have the tag, commit or file that is extended."),
  TEAM_EXTENDS_CHANGED: row(EXIT.team, "The git repository does not give what the lock file says any more."),
  TEAM_LOCK_INVALID: row(EXIT.team, "The lock file of the team does not have its form."),
  GIT_FAILED: row(EXIT.team, "git could not reach the repository, or did not end in time."),
  TEAM_NOT_TRUSTED: row(
    EXIT.team,
    "The team file would send a token somewhere else than to Grafana, or give a shell its default, and nobody has agreed to that on this machine.",
  ),
  TEAM_PROFILE_NEEDED: row(
    EXIT.team,
    "The profile is the user's own, and only one of the team can have a sealed token.",
  ),
  TEAM_PROFILE: row(EXIT.team, "The profile belongs to the team and is changed in the team's file."),

  CLOUD_UNREACHABLE: row(EXIT.cloud, "The Grafana Cloud k6 API did not answer."),
  CLOUD_ANSWER: row(EXIT.cloud, "The Grafana Cloud k6 API answered something that is not part of its specification."),

  FILE_LOCKED: row(EXIT.files, "Another process kept the file locked for too long."),
  FILE_WRITE_FAILED: row(
    EXIT.files,
    "The file could not be written; the former content is untouched unless the message says otherwise.",
  ),
  FILE_READ_FAILED: row(EXIT.files, "The file could not be read."),
  FILE_UNSAFE: row(EXIT.files, "The file or its folder is open to other users, or is not a regular file."),
  FILE_NOT_OURS: row(EXIT.files, "The file holds something that k6p did not write and that would be lost."),
  FILE_CHANGED: row(EXIT.files, "The file kept changing while it was being edited."),
  FILE_FOREIGN: row(EXIT.files, "The file that k6p would write, or remove, is not its own, and is left as it is."),
  HOME_UNKNOWN: row(EXIT.files, "No home folder is known, so there is no place for k6p's files."),

  GIT_MISSING: row(EXIT.notFound, "There is no git on PATH that may be run."),
  COMMAND_NOT_FOUND: row(EXIT.notFound, "The program to run was not found."),
  COMMAND_NOT_EXECUTABLE: row(EXIT.notExecutable, "The program to run cannot be executed."),
  PROGRAM_UNSAFE: row(
    EXIT.notExecutable,
    "The program that is to print a token lies where somebody else could put another one.",
  ),
  SETTINGS_INVALID: row(EXIT.files, "The file of settings does not have the form of settings."),
  SETTINGS_TOO_NEW: row(EXIT.files, "The file of settings was written by a newer k6p and is left untouched."),
  SHELL_UNKNOWN: row(EXIT.usage, "The shell to print lines for is not known."),
  VALUE_NOT_EXPRESSIBLE: row(EXIT.failure, "A value has characters that the shell or file format cannot carry."),
  PLATFORM_UNSUPPORTED: row(EXIT.failure, "This does not work on this system."),
  OUTPUT_FAILED: row(EXIT.failure, "The output of the command could not be written."),
  UNEXPECTED: row(EXIT.failure, "A fault of k6p itself."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERROR_CODES;
