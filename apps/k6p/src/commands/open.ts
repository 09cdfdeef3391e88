import { defineCommand } from "../frame/command-definition.ts";
import { flag, text } from "../frame/parameters.ts";

export const open = defineCommand({
  summary: "Open the k6 page of a profile's stack in the browser",
  description:
    "Prints the address, and opens it where there is a screen and a terminal. With --settings it is the page where you make and revoke tokens.",
  examples: [
    { description: "Look at the tests of prod", command: "k6p open prod" },
    { description: "Make a new token for prod", command: "k6p open prod --settings" },
    { description: "Only the address", command: "k6p open prod --print" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
  flags: {
    settings: flag({ summary: "Open the page of the tokens" }),
    print: flag({ summary: "Print the address and open nothing" }),
  },
  async run({ engine }, { name, settings, print }) {
    const { openStackPage } = await import("@k6p/core/operations/profiles/open-stack-page");
    return openStackPage(engine, { name, page: settings ? "settings" : "home", printOnly: print });
  },
  toJson: ({ profile, url, opened }) => ({ profile: profile.name, url, opened }),
  render: ({ url }) => url,
});
