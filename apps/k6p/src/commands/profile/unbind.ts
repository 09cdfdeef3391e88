import { defineCommand } from "../../frame/command-definition.ts";
import { FOLDER_ARG } from "../../flags/profile-arguments.ts";

export const profileUnbind = defineCommand({
  summary: "Remove the binding of a folder",
  description:
    "Bindings of parent folders are kept; k6p reports the one that applies. If the folder uses the default of a trusted team file, your shells stop using it there. It is not an error if the folder is not bound.",
  examples: [
    { description: "Unbind this folder", command: "k6p profile unbind" },
    { description: "Unbind another folder, which may no longer exist", command: "k6p profile unbind ~/src/acme" },
  ],
  args: { folder: FOLDER_ARG },
  flags: {},
  async run({ engine }, input) {
    const { unbindFolder } = await import("@k6p/core/operations/folders/unbind-folder");
    return unbindFolder(engine, input);
  },
  toJson: ({ folder, previous, previousDefault }) => ({
    folder,
    previousProfile: previous ?? null,
    previousDefault: previousDefault ?? null,
  }),
  reportsChange: true,
  render({ folder, previous, previousDefault }, style) {
    if (previous !== undefined) return `${folder} is no longer bound to profile ${style.bold(previous)}.`;
    if (previousDefault === undefined) return `${folder} is not bound to a profile.`;
    return `Your shells no longer use ${style.bold(previousDefault)}, the team default, in ${folder}. To undo this: k6p team trust`;
  },
});
