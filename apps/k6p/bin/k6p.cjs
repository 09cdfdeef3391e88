#!/usr/bin/env node
"use strict";
// In words that Node 6 understands, so that an old Node can say what is missing.
const found = process.versions.node;
const [major, minor] = found.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  const lines = [
    `Error: k6p needs Node 22.18 or newer; this is Node ${found} (${process.execPath}).`,
    "  Install Node 24, or the program that needs no Node: https://github.com/k6p/k6p#install",
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}
// A path that is computed, so that tools which follow imports stop at the bundle.
require(`${__dirname}/../dist/k6p.cjs`);
