/** What k6 means by its exit codes. Source: `errext/exitcodes` of k6 1.6 to 2.2. */
const MEANINGS: Readonly<Record<number, string>> = {
  97: "the cloud test failed",
  98: "k6 lost contact with the cloud test",
  99: "a threshold failed",
  100: "setup() took too long",
  101: "teardown() took too long",
  102: "a timeout",
  103: "stopped through k6's REST API",
  104: "the configuration is not valid",
  105: "interrupted",
  106: "k6's REST API could not start",
  107: "the script threw an exception",
  108: "the script called test.abort()",
  109: "k6 crashed",
  110: "the script marked the test as failed",
};

/** What an exit code means when it is k6's; undefined for every other one. */
export function k6ExitMeaning(exitCode: number): string | undefined {
  return MEANINGS[exitCode];
}
