import type { Format } from "../format.ts";
import { LINE_BREAK, variableLines } from "./variable-lines.ts";

/** For `docker run --env-file`, which takes everything after the first `=` as it is. */
export const docker: Format = {
  id: "docker",
  render: variableLines({ reader: "Docker's env-file", faults: [LINE_BREAK] }),
};
