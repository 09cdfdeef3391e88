import type { SnippetRequest } from "./ci-snippet.ts";

const K6_VERSION = "2.2.0";
const K6_ARCHIVE = `https://github.com/grafana/k6/releases/download/v${K6_VERSION}/k6-v${K6_VERSION}-linux-amd64.tar.gz`;

/** The version of a build from a checkout, which is not published. */
const UNRELEASED = "0.0.0";

/** The version for npm to install: that of this k6p, or the latest if this one was never released. */
export function k6pPackage({ k6pVersion }: SnippetRequest): string {
  return k6pVersion === UNRELEASED ? "k6p" : `k6p@${k6pVersion}`;
}

/** Installs k6p in a separate step, so that no installation script sees the secret. */
export function installK6p(request: SnippetRequest): string {
  return `npm install --global ${k6pPackage(request)}`;
}

/** Installs k6 if the CI system has no step for it. */
export function installK6({ sudo }: { readonly sudo: boolean }): string {
  return `curl -fsSL ${K6_ARCHIVE} | ${sudo ? "sudo " : ""}tar -xz -C /usr/local/bin --strip-components=1 --wildcards '*/k6'`;
}

/** The lines of the steps before the test, each with a comment that gives the reason. */
export function prepare(
  { preparation }: SnippetRequest,
  { indent, comment = "#", step }: { indent: number; comment?: string; step: (command: string) => string },
): string {
  const lines = preparation.flatMap(({ why, command }) => [`${comment} ${why}`, step(command)]);
  return lines.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
}

export function runTest(request: SnippetRequest): string {
  return `${execWith(request)} -- k6 cloud run script.js`;
}

/** The start of a command that runs another one with the profile. */
export function execWith({ profile, guarded }: SnippetRequest): string {
  return `k6p exec ${profile}${guarded === true ? " --yes" : ""}`;
}
