import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const profileUnbind = defineCommand({
  summary: "Take the binding of a folder away",
  description:
    "A folder that was not bound is no error. A binding of a folder above it stays, and is told. Where a trusted team file gives shells its default, that is taken away.",
  examples: [
    { description: "This folder", command: "k6p profile unbind" },
    { description: "Another one, which need not exist any more", command: "k6p profile unbind ~/src/acme" },
  ],
  args: { folder: text({ summary: "The folder; the working folder if left out", label: "DIR", complete: "folders" }) },
  flags: {},
  async run({ engine }, input) {
    const { unbindFolder } = await import("@k6p/core/operations/folders/unbind-folder");
    return unbindFolder(engine, input);
  },
  toJson: ({ folder, former, formerDefault }) => ({
    folder,
    former: former ?? null,
    formerDefault: formerDefault ?? null,
  }),
  render({ folder, former, formerDefault }, style) {
    if (former !== undefined) return `${folder} is no longer bound to profile ${style.bold(former)}.`;
    if (formerDefault === undefined) return `${folder} is not bound to a profile.`;
    return `Shells no longer take ${style.bold(formerDefault)} in ${folder}, its team's default. k6p team trust brings it back.`;
  },
});
