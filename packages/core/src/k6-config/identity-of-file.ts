import { effectiveIdentity, type EffectiveValue } from "./effective-identity.ts";
import type { RefusedIdentity } from "./identity-layer.ts";
import type { Identity } from "./identity.ts";

/**
 * What a profile must have for k6 to do with it what it does with this configuration file alone: the option `cloud` of the file counts, and
 * a project that k6 prefers to the default one becomes the default. Throws `K6_CONFIG_UNREADABLE`.
 */
export function identityOfFile(
  config: Uint8Array | undefined,
  file?: string,
): { readonly kind: "found"; readonly identity: Identity } | RefusedIdentity {
  const effective = effectiveIdentity({ config, script: {}, env: {}, file });
  if (effective.kind === "refused") return effective;
  const { token, stackId, stackUrl, projectId, defaultProjectId, host, hostv6 } = effective;
  return {
    kind: "found",
    identity: {
      token: token.value,
      stackId: stackId.value,
      stackUrl: stackUrl.value,
      defaultProjectId: projectId.value ?? defaultProjectId.value,
      host: given(host),
      hostv6: given(hostv6),
    },
  };
}

function given({ value, source }: EffectiveValue<string>): string | undefined {
  return source === "default" ? undefined : value;
}
