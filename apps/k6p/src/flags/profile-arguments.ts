import { text } from "../frame/parameters.ts";

export const PROFILE_OR_ACTIVE = text({
  summary: "Name of the profile; the active one if omitted",
  label: "NAME",
  complete: "profile",
});

export const FOLDER_ARG = text({
  summary: "Folder; the working folder if omitted",
  label: "DIR",
  complete: "folders",
});
