import type { TeamConfig, TeamProfile } from "./team-config.ts";
import type { TeamFault } from "./team-fault.ts";

/** The maximum token age of the strictest team policy. */
export interface TokenAgeLimit {
  /** Milliseconds. */
  readonly most: number;
  readonly file: string;
}

export function tokenAgeLimit({ policies }: Pick<TeamConfig, "policies">): TokenAgeLimit | undefined {
  const limits = policies.flatMap(({ file, policy }) =>
    policy.maxTokenAge === undefined ? [] : [{ file, most: policy.maxTokenAge.value }],
  );
  return limits.toSorted((one, other) => one.most - other.most)[0];
}

/** The places where profiles violate the team's policies. */
export function policyFaults(config: TeamConfig): readonly TeamFault[] {
  return config.policies.flatMap(({ file, policy }) => {
    const unknown = policy.requireProtected.filter(({ value }) => !config.profiles.has(value.toLowerCase()));
    const hosts = policy.allowedHosts?.value;
    const foreign =
      hosts === undefined
        ? []
        : [...config.profiles.values()].flatMap((profile) => foreignHosts(profile, { hosts, file }));
    return [
      ...unknown.map(({ value, place }) => ({
        code: "TEAM_FILE_INVALID" as const,
        file,
        ...place,
        message: `policy.requireProtected: profile ${value} is not defined`,
        remedy: [],
      })),
      ...foreign,
    ];
  });
}

function foreignHosts(
  { name, settings, sources }: TeamProfile,
  { hosts, file }: { readonly hosts: readonly string[]; readonly file: string },
): readonly TeamFault[] {
  return (["stackUrl", "host", "hostv6"] as const).flatMap((key) => {
    const url = settings[key];
    const source = sources[key];
    if (url === undefined || source === undefined || isAllowed(url, hosts)) return [];
    return {
      code: "TEAM_FILE_INVALID",
      ...source,
      message: `profiles.${name}.${key}: the policy of ${file} does not allow the host of ${url} (allowed: ${hosts.join(", ")})`,
      remedy: [],
    };
  });
}

/** `*.domain` allows everything below the domain, on the standard port. */
function isAllowed(url: string, hosts: readonly string[]): boolean {
  const { host } = new URL(url);
  return hosts.some((allowed) => (allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : host === allowed));
}
