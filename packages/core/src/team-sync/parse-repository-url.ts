import { invalidReference } from "./invalid-reference.ts";

const HOST = String.raw`[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?`;
const SEGMENTS = String.raw`(/[A-Za-z0-9._~][A-Za-z0-9._~-]*)+`;
const GITHUB = /^github:[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$/;
const HTTPS = new RegExp(`^git\\+https://${HOST}${SEGMENTS}$`);
const SSH = new RegExp(`^git\\+ssh://([A-Za-z0-9_][A-Za-z0-9_.-]*@)?${HOST}${SEGMENTS}$`);

/** The git URL for `repository`, the part before the `#` of the reference `text`. Throws `TEAM_EXTENDS_INVALID`. */
export function parseRepositoryUrl(text: string, repository: string): string {
  const known = /^(github:|git\+https:\/\/|git\+ssh:\/\/)/.exec(repository)?.[0];
  if (known === undefined) throw invalidReference(text, foreignForm(repository));
  const rest = repository.slice(known.length);
  if (rest.split("/").some((segment) => segment === "." || segment === ".."))
    throw invalidReference(text, "has a path with . or ..");
  if (known !== "git+ssh://" && rest.includes("@"))
    throw invalidReference(text, "names a user", ["Remove the user name: git uses your own credential helper."]);
  if (!(known === "github:" ? GITHUB : known === "git+ssh://" ? SSH : HTTPS).test(repository))
    throw invalidReference(text, "has a host or path that is not plain letters, digits, dots and dashes");
  if (known === "github:") return `https://github.com/${rest.replace(/\.git$/, "")}.git`;
  return repository.slice("git+".length);
}

function foreignForm(repository: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(repository)?.[1];
  if (/^(git\+)?https:/i.test(repository) || /^ssh:/i.test(repository)) return `must begin with git+${scheme}://`;
  if (scheme !== undefined) return `uses ${scheme}:, which is not supported for repositories`;
  return "is not a git repository that can be extended";
}
