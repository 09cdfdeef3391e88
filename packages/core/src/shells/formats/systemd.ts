import type { Format } from "../format.ts";
import { variableLines } from "./variable-lines.ts";

/** For `EnvironmentFile=`: in double quotes a backslash escapes the quote, itself, the dollar sign and the backquote, and nothing else. */
export const systemd: Format = {
  id: "systemd",
  render: variableLines({
    reader: "systemd's EnvironmentFile",
    faults: [{ pattern: /(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/u, name: "a control character" }],
    quoted: (value) => `"${value.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`,
  }),
};
