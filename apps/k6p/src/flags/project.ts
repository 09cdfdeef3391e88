import { integer } from "../frame/parameters.ts";

/** The project to use a profile with, for `env`, `exec` and `shell`. */
export const PROJECT = integer({
  summary: "Use this project; it overrides the project of scripts",
  label: "ID",
  min: 1,
  max: 2_147_483_647,
});
