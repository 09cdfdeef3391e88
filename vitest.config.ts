import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@k6p\/core\/(.*)$/, replacement: source("packages/core/src/$1.ts") },
      { find: /^@k6p\/core$/, replacement: source("packages/core/src/index.ts") },
    ],
  },
  test: {
    globalSetup: ["apps/k6p/test/build-program.ts"],
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 30_000,
  },
});
