import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const storeTest = defineCommand({
  summary: "Try a store: write a secret, read it back, remove it",
  description: [
    "The secret is made for the test and is no token. Where k6p only reads, it reads what the profiles refer to instead, which runs their commands, and says whether a token was there; none is shown.",
    "Without a name, the store for new tokens and all that profiles use. Exits with 5 when one fails.",
  ].join("\n\n"),
  examples: [
    { description: "Does everything work that I use?", command: "k6p store test" },
    { description: "Does the keyring work here?", command: "k6p store test keyring" },
    { description: "Do the commands of my profiles still give their tokens?", command: "k6p store test command" },
  ],
  args: {
    store: text({
      summary: "keyring, file, command, env or plain-file",
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
    if (tests.length === 0) return "No profile refers to a token there: there is nothing to try.";
    return tests
      .flatMap(({ store, profile, outcome, milliseconds, problem }) => {
        const subject = profile === undefined ? store : `${store}, profile ${profile}`;
        const result = {
          works: `${style.green("works")} (${milliseconds} ms)`,
          found: `${style.green("gives the token")} (${milliseconds} ms)`,
          changed: `${style.green("gives a token")}, another one than when it was last read (${milliseconds} ms)`,
          absent: `${style.red("gives no token")}: ${problem?.message ?? ""}`,
          failed: `${style.red("failed")}: ${problem?.message ?? ""}`,
        }[outcome];
        return [`${subject}: ${result}`, ...(problem?.remedy ?? []).map((line) => `  ${line}`)];
      })
      .join("\n");
  },
  exitCode: ({ tests }) => (tests.some(({ problem }) => problem !== undefined) ? 5 : 0),
});
