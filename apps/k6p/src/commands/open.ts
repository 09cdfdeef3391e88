import { defineCommand } from "../frame/command-definition.ts";
import { flag } from "../frame/parameters.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";

export const open = defineCommand({
  summary: "Open the k6 page of a profile's stack in the browser",
  description:
    "Prints the URL, and opens it if there is a display and k6p runs on a terminal. With --settings, k6p opens the page where you create and revoke tokens.",
  examples: [
    { description: "Open the tests of prod", command: "k6p open prod" },
    { description: "Open the page to create a token for prod", command: "k6p open prod --settings" },
    { description: "Print only the URL", command: "k6p open prod --print" },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: {
    settings: flag({ summary: "Open the page where you create and revoke tokens" }),
    print: flag({ summary: "Print the URL without opening it" }),
  },
  async run({ engine }, { name, settings, print }) {
    const { openStackPage } = await import("@k6p/core/operations/profiles/open-stack-page");
    return openStackPage(engine, { name, page: settings ? "settings" : "home", printOnly: print });
  },
  toJson: ({ profile, url, opened }) => ({ profile: profile.name, url, opened }),
  render: ({ url }) => url,
});
