import type { Format } from "../format.ts";
import { LINE_BREAK, variableLines } from "./variable-lines.ts";

/** For `artifacts:reports:dotenv`, which does not support quotes, trims values, and expands variables in them later. */
export const gitlab: Format = {
  id: "gitlab",
  render: variableLines({
    reader: "GitLab's dotenv report",
    faults: [
      LINE_BREAK,
      { pattern: /^\s|\s$/, name: "leading or trailing spaces" },
      { pattern: /\$/, name: "a dollar sign" },
    ],
  }),
  caution:
    "GitLab keeps the report, including the token, as an artifact that anyone who can see the job can download. Let it expire soon, or give the job the token as a masked variable instead.",
};
