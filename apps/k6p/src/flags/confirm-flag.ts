import { flag } from "../frame/parameters.ts";

/** For the commands that let k6 use a profile. */
export const CONFIRM_FLAG = flag({ summary: "Use a protected profile without confirmation", short: "y" });
