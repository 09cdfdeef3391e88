import { defineCommand } from "../../command-definition.ts";
import { text } from "../../parameters.ts";

export const profileUnbind = defineCommand({
  summary: "Take the binding of a folder away",
  description: "A folder that was not bound is no error. A binding of a folder above it stays, and is told.",
  examples: [
    { description: "This folder", command: "k6p profile unbind" },
    { description: "Another one, which need not exist any more", command: "k6p profile unbind ~/work/acme" },
  ],
  args: { folder: text({ summary: "The folder; the working folder if left out", label: "DIR", complete: "folders" }) },
  flags: {},
  async run({ engine }, input) {
    const { unbindFolder } = await import("@k6p/core/operations/unbind-folder");
    return unbindFolder(engine, input);
  },
  toJson: ({ folder, former }) => ({ folder, former: former ?? null }),
  render: ({ folder, former }, style) =>
    former === undefined
      ? `${folder} is not bound to a profile.`
      : `${folder} is no longer bound to profile ${style.bold(former)}.`,
});
