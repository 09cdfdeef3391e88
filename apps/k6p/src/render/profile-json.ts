import type { ProfileDescription } from "@k6p/core/operations/tokens/describe-profile";

type Described = Omit<ProfileDescription, "token"> & { readonly token: Partial<ProfileDescription["token"]> };

/** A profile as `--json` shows it, the same in every command. Never contains a token. */
export function profileJson({ profile, token, file, origin }: Described) {
  return {
    name: profile.name,
    id: profile.id,
    stackUrl: profile.stackUrl ?? null,
    stackId: profile.stackId ?? null,
    defaultProjectId: profile.defaultProjectId ?? null,
    tokenKind: profile.tokenKind,
    host: profile.host ?? null,
    hostv6: profile.hostv6 ?? null,
    description: profile.description ?? null,
    tags: profile.tags,
    protected: profile.protected,
    createdAt: profile.createdAt ?? null,
    file,
    origin,
    token: {
      state: token.state ?? "missing",
      store: token.store ?? null,
      readFrom: token.readFrom ?? null,
      enteredAt: token.enteredAt ?? null,
      verifiedAt: token.verifiedAt ?? null,
    },
  };
}
