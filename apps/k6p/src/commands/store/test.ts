import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const storeTest = defineCommand({
  summary: "Check that a secret store works",
  description: [
    "Writes a random secret to the store, reads it back and removes it. For stores that k6p only reads, it reads the tokens that your profiles refer to, which runs their commands. No token is shown.",
    "Without a name, k6p checks the store for new tokens and all stores your profiles use. If one fails, it exits with 5.",
  ].join("\n\n"),
  examples: [
    { description: "Check the stores you use", command: "k6p store test" },
    { description: "Check the keyring", command: "k6p store test keyring" },
    { description: "Check that token commands still print a token", command: "k6p store test command" },
  ],
  args: {
    store: text({
      summary: "Store to check: keyring, file, command, env or plain-file",
      label: "STORE",
      complete: ["keyring", "file", "command", "env", "plain-file"],
    }),
  },
  flags: {},
  async run({ engine }, { store }) {
    const { testStores } = await import("@k6p/core/operations/stores/test-stores");
    return { tests: await testStores(engine, store) };
  },
  toJson: ({ tests }) => ({
    tests: tests.map((test) => ({ ...test, profile: test.profile ?? null, problem: test.problem ?? null })),
  }),
  render({ tests }, style) {
    if (tests.length === 0) return "Nothing to check: no profile reads its token from this store.";
    return tests
      .flatMap(({ store, profile, outcome, milliseconds, problem }) => {
        const subject = profile === undefined ? store : `${store}, profile ${profile}`;
        const result = {
          works: `${style.green("works")} (${milliseconds} ms)`,
          found: `${style.green("has the token")} (${milliseconds} ms)`,
          changed: `${style.green("has a token")}, not the one k6p last read (${milliseconds} ms)`,
          absent: `${style.red("has no token")}: ${problem?.message ?? ""}`,
          failed: `${style.red("failed")}: ${problem?.message ?? ""}`,
        }[outcome];
        return [`${subject}: ${result}`, ...(problem?.remedy ?? []).map((line) => `  ${line}`)];
      })
      .join("\n");
  },
  exitCode: ({ tests }) => (tests.some(({ problem }) => problem !== undefined) ? EXIT.secretStore : EXIT.success),
});
