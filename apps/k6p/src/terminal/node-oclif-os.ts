/**
 * Stands in for oclif's module of the same exports in the bundle. oclif asks the system's user database for the home folder and the shell,
 * and crashes where the user is not in it, as in a container with a user ID of its own; k6p has no use for either.
 */
export function getHomeDir(): string {
  return "";
}

export async function getShell(): Promise<string> {
  return "unknown";
}

export async function getPlatform(): Promise<string> {
  return process.platform;
}
