import { sanitizeText } from "../../errors/sanitize-text.ts";
import { type ContentFault, invalid } from "../content-fault.ts";
import type { TeamRecipient } from "../team-file.ts";
import type { TextNode } from "./text-node.ts";

const NAME = /^(?!(?:constructor|prototype)$)[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;
const SHOWN_OF_KEY = 12;

/** The recipients of a team file, by name or, in a list, by the first characters of their keys. The schema has been checked. */
export function readRecipients(node: TextNode | undefined): {
  readonly recipients: readonly TeamRecipient[];
  readonly faults: readonly ContentFault[];
} {
  if (node?.kind === "list") {
    const keys = node.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value)] : []));
    return { recipients: keys.map((key) => ({ name: key.slice(0, SHOWN_OF_KEY), key })), faults: [] };
  }
  const entries = node?.kind === "map" ? node.entries : [];
  return {
    recipients: entries.flatMap(({ key: name, value }) =>
      value.kind === "scalar" ? [{ name, key: String(value.value) }] : [],
    ),
    faults: entries
      .filter(({ key }) => !NAME.test(key))
      .map(({ key, keyStart }) =>
        invalid(
          keyStart,
          `recipients: ${JSON.stringify(sanitizeText(key, 64))} is not a valid name (letters, digits and . _ @ + - are allowed)`,
        ),
      ),
  };
}
