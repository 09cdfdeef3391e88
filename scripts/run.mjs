// The one entry of this repository: `npm start -- ARGS` runs k6p from its sources, `npm test` runs every check and
// test. Any Node from 18 on can run it, and it has no dependencies: it installs the pinned tools, Node 24 among them,
// and hands over.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./bootstrap/build.mjs";
import { endLike } from "./bootstrap/child.mjs";
import { install } from "./bootstrap/install.mjs";
import { runRelease } from "./bootstrap/run-release.mjs";
import { SetupError } from "./bootstrap/setup-error.mjs";
import { runChecks } from "./bootstrap/run-checks.mjs";
import { runK6p } from "./bootstrap/run-k6p.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task, ...args] = process.argv.slice(2);

try {
  if (task === "start") {
    const tools = await install(root);
    await build(root, tools);
    await runK6p(root, { tools, args: args.length === 0 ? ["tour"] : args });
  } else if (task === "pack") {
    const tools = await install(root);
    await build(root, tools);
    await runRelease(root, { tools, script: "npm/pack.ts", args });
  } else if (task === "release") {
    const tools = await install(root);
    await build(root, tools);
    const dryRun = args.includes("--dry-run");
    await runRelease(root, { tools, script: "build-release.ts", args: args.filter((word) => word !== "--dry-run") });
    if (dryRun) await runRelease(root, { tools, script: "npm/publish.ts", args: ["--dry-run"] });
  } else if (task === "test") {
    await runChecks(root, { tools: await install(root), args });
  } else {
    throw new SetupError(
      "usage: node scripts/run.mjs start [ARGS…] | pack | release [--dry-run] [TARGET…] | test [CHECK…]",
    );
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  endLike(error.ending);
}
