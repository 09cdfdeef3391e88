/** A text with URLs in which users and passwords are left out. */
export function withoutUserInfo(text: string): string {
  return text.replaceAll(/:\/\/\S*@/g, "://…@");
}
