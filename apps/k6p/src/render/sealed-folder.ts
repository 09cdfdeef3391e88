import { dirname } from "node:path";
import { quotedPath } from "@k6p/core/host/posix-quote";

/** Path of the folder of sealed tokens, absolute and quoted, so it works with git in every folder of the repository. */
export function sealedFolder(sealed: readonly { readonly file: string }[]): string {
  const [first] = sealed;
  return first === undefined ? ".k6p" : quotedPath(dirname(dirname(first.file)));
}
