"use strict";
// Runs on Node for Windows: starts the programs that the tests outside ask for, and sends back how they ended.
// node.exe agent.cjs PORT: one request a line of JSON, answers the same way, over a connection to the loopback address.
const { spawn } = require("node:child_process");
const { connect } = require("node:net");
const { createInterface } = require("node:readline");

const connection = connect(Number(process.argv[2]), "127.0.0.1");
connection.on("error", () => process.exit(1));
connection.on("close", () => process.exit(0));
/** @param {object} answer */
const send = (answer) => connection.write(`${JSON.stringify(answer)}\n`);

createInterface({ input: connection }).on("line", (line) => {
  const { id, file, args, env, cwd, input, shell } = JSON.parse(line);
  const child = spawn(file, args, {
    cwd,
    env: { ...env, SystemRoot: process.env.SystemRoot, ComSpec: process.env.ComSpec },
    shell,
    windowsVerbatimArguments: shell,
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  child.on("error", (error) => send({ id, code: null, stdout: "", stderr: String(error) }));
  child.on("close", (code) => send({ id, code, ...output }));
});
send({ id: 0, code: 0, stdout: process.version, stderr: "" });
