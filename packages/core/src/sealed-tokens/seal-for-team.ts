import { K6pError } from "../errors/k6p-error.ts";
import type { Host } from "../host/host.ts";
import { type Recipient, type RecipientsFault, recipientsFault } from "./recipient.ts";
import { formatSealedContent, type SealedContent } from "./sealed-content.ts";
import { sealFor } from "./sealed-file.ts";

export interface SealRequest {
  readonly content: Omit<SealedContent, "recipients" | "sealedAt">;
  readonly recipients: readonly Recipient[];
  /** The team file that lists them, for messages. */
  readonly file: string;
}

/** The bytes of a sealed file. Throws `RECIPIENTS_INVALID`. */
export async function sealForTeam(
  host: Pick<Host, "randomBytes" | "clock">,
  { content, recipients, file }: SealRequest,
): Promise<Uint8Array> {
  requireRecipients(recipients, file);
  const sealedAt = host.clock.now().toISOString();
  const document = formatSealedContent(host, { ...content, sealedAt, recipients });
  const keys = recipients.map(({ key }) => key);
  const sealed = await sealFor(keys, document);
  if (sealed.kind === "sealed") return sealed.file;
  throw invalid(file, wrongKey(recipients, sealed.key));
}

/** Why k6p cannot seal for these recipients; undefined if it can. */
export async function whyNotSealed(recipients: readonly Recipient[]): Promise<string | undefined> {
  const fault = recipientsFault(recipients);
  if (fault !== undefined) return describe(fault);
  const sealed = await sealFor(
    recipients.map(({ key }) => key),
    "",
  );
  return sealed.kind === "sealed" ? undefined : wrongKey(recipients, sealed.key);
}

function wrongKey(recipients: readonly Recipient[], wrong: string): string {
  return `the key of ${recipients.find(({ key }) => key === wrong)?.name ?? "a member"} has a wrong or missing character`;
}

/** Throws `RECIPIENTS_INVALID` if k6p cannot seal for the list. */
export function requireRecipients(recipients: readonly Recipient[], file: string): void {
  const fault = recipientsFault(recipients);
  if (fault !== undefined) throw invalid(file, describe(fault));
}

function describe(fault: RecipientsFault): string {
  switch (fault.kind) {
    case "none":
      return "it names no recipients";
    case "unknown-key":
      return `the key of ${fault.recipient.name} is not an age public key (age1…)`;
    case "same-key":
      return `${fault.names[0]} and ${fault.names[1]} have the same key`;
    case "mixed":
      return `${fault.postQuantum.name} has a post-quantum key and ${fault.other.name} does not, which would undo its protection`;
  }
}

function invalid(file: string, fault: string): K6pError {
  return new K6pError("RECIPIENTS_INVALID", {
    message: `Cannot seal for the recipients in ${file}: ${fault}.`,
    remedy: ["Each member can print their line for the file: k6p team join"],
    details: { file },
  });
}
