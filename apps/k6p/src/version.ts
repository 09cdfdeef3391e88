/** Put in by the bundler. */
declare const K6P_VERSION: string | undefined;

export const VERSION = typeof K6P_VERSION === "string" ? K6P_VERSION : "0.0.0";
