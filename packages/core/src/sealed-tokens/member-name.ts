const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

/** Whether a text is a valid member name, which needs no quotes in team files, prompts and command lines. */
export function isMemberName(text: string): boolean {
  return ALLOWED.test(text);
}
