import type { OutlookFile, OutlookValue } from "./outlook.ts";

/** Where a value comes from, to follow the value in a sentence. */
export function fromPlace({ source, place }: Pick<OutlookValue, "source" | "place">, { path }: OutlookFile): string {
  switch (source) {
    case "env":
      return `from ${place ?? "the environment"} in the environment`;
    case "config":
      return `from ${path}`;
    case "config-options":
      return `from ${place ?? "the options"} in ${path}`;
    case "script":
      return `from the script's ${place ?? "options"}`;
    case "flag":
      return `from ${place ?? "a flag"}`;
    case "default":
      return "that k6 takes by itself";
    case "none":
      return "that is set nowhere";
  }
}

/** A value with the profile that it shows. */
export function named({ value, profile }: OutlookValue): string {
  return profile === undefined ? String(value) : `${String(value)} (${profile}'s)`;
}
