import type { Needs } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { type StackPage, stackPageUrl } from "../../profiles/stack-pages.ts";
import { openBrowser } from "../login/open-browser.ts";
import { chooseProfile } from "../select/choose-profile.ts";

export interface OpenRequest {
  readonly name?: string | undefined;
  readonly page: StackPage;
  /** Only return the address. */
  readonly printOnly: boolean;
}

export interface OpenedPage {
  readonly profile: Profile;
  readonly url: string;
  /** Whether a browser was started. */
  readonly opened: boolean;
}

/**
 * Opens a page of a profile's stack in the browser, where there is a screen and a terminal to have asked from. Throws `STACK_INVALID` for
 * a profile without a stack, and what `chooseProfile` throws; a browser that does not start is a warning.
 */
export async function openStackPage(
  engine: Needs<typeof chooseProfile | typeof openBrowser>,
  { name, page, printOnly }: OpenRequest,
): Promise<OpenedPage> {
  const { profile } = await chooseProfile(engine, name);
  if (profile.stackUrl === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${profile.name} has no stack to open.`,
      remedy: [`Set the stack: k6p profile edit ${profile.name} --stack STACK`],
      details: { profile: profile.name },
    });
  }
  const url = stackPageUrl(profile.stackUrl, page);
  return { profile, url, opened: !printOnly && (await openBrowser(engine, url)) };
}
