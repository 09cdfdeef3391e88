import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const core = fileURLToPath(new URL("packages/core/src/", import.meta.url));

export default defineConfig({
  // The app's tests run on core's sources, as its bundle does.
  resolve: { alias: [{ find: /^@k6p\/core\/(.+)$/, replacement: `${core}$1.ts` }] },
  test: {
    globalSetup: ["apps/k6p/test/global-setup.ts"],
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 30_000,
  },
});
