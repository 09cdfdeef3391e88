#!/usr/bin/env node
"use strict";
// In words that Node 6 understands, so that an old Node can say what is missing.
const { versions, execPath, stderr, exit } = process;
const [major, minor] = versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  stderr.write(`Error: k6p needs Node 22.18 or newer; this is Node ${versions.node} (${execPath}).\n`);
  exit(1);
}
// A path that is computed, so that tools which follow imports stop at the bundle.
require(`${__dirname}/../dist/k6p.cjs`);
