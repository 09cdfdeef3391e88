import { skipUnless } from "../../../packages/core/src/testing/real-parts.ts";

const { K6P_RELEASE, K6P_REQUIRE_REAL } = process.env;

/** Whether tests are skipped that fetch runtimes from npm, build programs and install them: unless they are asked for, as CI does. */
export const skipInstalling =
  skipUnless(
    K6P_RELEASE === "1" || K6P_REQUIRE_REAL === "1",
    "what a release consists of is not built and installed unless asked for: npm run test:release",
  ) ||
  skipUnless(
    process.platform === "linux" && process.arch === "x64",
    "what a release consists of is built and installed on Linux x64 only",
  );
