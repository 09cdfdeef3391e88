/** Put in by the bundler. */
declare const K6P_VERSION: string | undefined;

/** The version of a build from a checkout. */
export const UNRELEASED = "0.0.0";

export const VERSION = typeof K6P_VERSION === "string" ? K6P_VERSION : UNRELEASED;
