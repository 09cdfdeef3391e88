import type { Format } from "../format.ts";
import { LINE_BREAK, variableLines } from "./variable-lines.ts";

/** For `artifacts:reports:dotenv`, which knows no quotes, trims values, and expands variables in them later. */
export const gitlab: Format = {
  id: "gitlab",
  render: variableLines({
    reader: "GitLab's dotenv report",
    faults: [
      LINE_BREAK,
      { pattern: /^\s|\s$/, name: "a space at its beginning or end" },
      { pattern: /\$/, name: "a dollar sign" },
    ],
  }),
  caution:
    "GitLab keeps the report with the token in it as an artifact that whoever may see the job can download. Let it expire soon, or give the job the token as a masked variable instead.",
};
