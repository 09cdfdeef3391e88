import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { editFile } from "./edit-file.ts";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "../node/node-host.ts";

function place(): { readonly path: string; readonly lockDirectory: string; readonly folder: string } {
  const scratch = scratchFolder();
  const folder = join(scratch, "k6");
  mkdirSync(folder);
  return { folder, path: join(folder, "config.json"), lockDirectory: join(scratch, "locks") };
}

test("20 processes that each edit a file 20 times lose nothing", { timeout: 120_000 }, async () => {
  const { folder, path, lockDirectory } = place();
  const order = JSON.stringify({ path, lockDirectory, times: 20 });
  const ends = await Promise.all(Array.from({ length: 20 }, () => run(fixtureCommand("edit-repeatedly", order)).end));
  expect(ends.map(({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }))).toEqual(
    ends.map(() => ({ exitCode: 0, stdout: "", stderr: "" })),
  );
  expect(readFileSync(path, "utf8")).toBe('{"count":400}');
  expect([readdirSync(folder), readdirSync(lockDirectory)]).toEqual([["config.json"], []]);
});

test(
  "a program that takes no lock and writes in place loses nothing by us, and we never see it half-done",
  { timeout: 60_000 },
  async () => {
    const { folder, path, lockDirectory } = place();
    const host = createNodeHost();
    writeFileSync(path, '{"k6":0}');
    const writer = run(fixtureCommand("write-like-k6", path, "150"));
    const over = writer.end;
    let edits = 0;
    while (writer.child.exitCode === null && writer.child.signalCode === null) {
      try {
        await editFile(host, {
          path,
          lockDirectory,
          maxBytes: 100_000,
          edit(current) {
            const value = JSON.parse(Buffer.from(current?.bytes ?? []).toString()) as object;
            return Buffer.from(JSON.stringify({ ...value, ours: edits }));
          },
        });
        edits++;
      } catch (error) {
        // Giving up is allowed; damage is not.
        if (!(error instanceof K6pError) || error.code !== "FILE_CHANGED") throw error;
      }
      await host.clock.sleep(1);
    }
    expect(await over).toMatchObject({ exitCode: 0, stdout: "lost 0\n", stderr: "" });
    expect(edits).toBeGreaterThan(20);
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ k6: 150 });
    expect(readdirSync(folder)).toEqual(["config.json"]);
  },
);
