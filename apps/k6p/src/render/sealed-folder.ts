import { dirname } from "node:path";
import { quotedPath } from "@k6p/core/host/posix-quote";

/** The folder of sealed tokens as git takes it in whatever folder of the repository. */
export function sealedFolder(sealed: readonly { readonly file: string }[]): string {
  const [first] = sealed;
  return first === undefined ? ".k6p" : quotedPath(dirname(dirname(first.file)));
}
