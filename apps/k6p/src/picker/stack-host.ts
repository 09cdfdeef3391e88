import type { ProfileChoice } from "@k6p/core/engine/prompter";

/** The host of a profile's stack, without the scheme; undefined when it has no stack. */
export function stackHost({ stackUrl }: ProfileChoice["profile"]): string | undefined {
  return stackUrl === undefined ? undefined : URL.parse(stackUrl)?.host;
}
