import type { Check } from "./check.ts";
import { checkConfigFile } from "./check-config-file.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkK6 } from "./check-k6.ts";
import { checkLeftovers } from "./check-leftovers.ts";
import { checkPath } from "./check-path.ts";
import { checkDuplicateIds } from "./check-duplicate-ids.ts";
import { checkStores } from "./check-stores.ts";
import { checkTeamFile } from "./check-team-file.ts";
import { checkTokens } from "./check-tokens.ts";

/** Everything that `k6p doctor` looks at, in the order of its report. A new check is a file and a line here. */
export const CHECKS: readonly Check[] = [
  checkK6,
  checkConfigFile,
  checkEnvironment,
  checkPath,
  checkStores,
  checkTokens,
  checkDuplicateIds,
  checkLeftovers,
  checkTeamFile,
];
