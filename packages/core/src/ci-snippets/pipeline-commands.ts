import type { SnippetRequest } from "./ci-snippet.ts";

const K6_VERSION = "2.2.0";
const K6_ARCHIVE = `https://github.com/grafana/k6/releases/download/v${K6_VERSION}/k6-v${K6_VERSION}-linux-amd64.tar.gz`;

/** The version of a build from a checkout, which no registry has. */
const UNRELEASED = "0.0.0";

/** What npm installs: the version that prints the pipeline, or the newest where that one was never released. */
export function k6pPackage({ k6pVersion }: SnippetRequest): string {
  return k6pVersion === UNRELEASED ? "k6p" : `k6p@${k6pVersion}`;
}

/** Installs k6p; a step of its own, so that no installation script sees the secret. */
export function installK6p(request: SnippetRequest): string {
  return `npm install --global ${k6pPackage(request)}`;
}

/** Installs k6 where the system has no ready-made step for it. */
export function installK6({ sudo }: { readonly sudo: boolean }): string {
  return `curl -fsSL ${K6_ARCHIVE} | ${sudo ? "sudo " : ""}tar -xz -C /usr/local/bin --strip-components=1 --wildcards '*/k6'`;
}

/** The lines of the steps that come before the test, each with its reason as a comment above it. */
export function prepare(
  { preparation }: SnippetRequest,
  { indent, comment = "#", step }: { indent: number; comment?: string; step: (command: string) => string },
): string {
  const lines = preparation.flatMap(({ why, command }) => [`${comment} ${why}`, step(command)]);
  return lines.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
}

export function runTest({ profile }: SnippetRequest): string {
  return `k6p exec ${profile} -- k6 cloud run script.js`;
}
