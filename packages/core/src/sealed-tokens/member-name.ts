const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

/** Whether a text can be the name of a member: it stands in team files, questions and command lines without quotes. */
export function isMemberName(text: string): boolean {
  return ALLOWED.test(text);
}
