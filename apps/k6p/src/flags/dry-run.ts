import { flag } from "../frame/parameters.ts";

export const DRY_RUN = flag({ summary: "Show what would change, but change nothing" });
