import type { Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { LARGEST_K6_CONFIG } from "../../k6-config/parse-k6-config.ts";
import { recogniseText } from "../../profile-archive/recognise-text.ts";

const NAMES = {
  variables: "an environment file (NAME=value)",
  compose: "a Compose file",
  archive: "a k6p export",
  sealed: "an age file",
} as const;

/** The error for a file that is not a k6 configuration: says what it is instead, if that can be recognised, and which command reads it. */
export function explainUnreadable(
  { host }: Parts<"host">,
  { path }: Pick<K6ConfigLocation, "path">,
  error: unknown,
): unknown {
  if (!(error instanceof K6pError) || error.code !== "K6_CONFIG_UNREADABLE") return error;
  const bytes = host.files.read(path, LARGEST_K6_CONFIG)?.bytes;
  const kind = bytes === undefined ? "unknown" : recogniseText(Buffer.from(bytes).toString("utf8"));
  if (kind === "unknown" || kind === "k6-config") return error;
  return new K6pError("K6_CONFIG_UNREADABLE", {
    message: `${path} is ${NAMES[kind]}, not a k6 configuration file.`,
    remedy: [`Make a profile from it: k6p profile import --from ${quotedPath(path)}`],
    details: { file: path, kind },
  });
}
