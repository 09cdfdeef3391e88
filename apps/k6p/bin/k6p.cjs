#!/usr/bin/env node
"use strict";
// Kept in the language of old Node versions, so that they can say what is missing.
var version = process.versions.node.split(".");
if (Number(version[0]) < 22 || (Number(version[0]) === 22 && Number(version[1]) < 18)) {
  process.stderr.write(
    "Error: k6p needs Node 22.18 or newer; this is Node " + process.versions.node + " (" + process.execPath + ").\n",
  );
  process.exit(1);
}
require("../dist/k6p.cjs");
