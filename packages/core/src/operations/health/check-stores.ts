import { listStores } from "../stores/list-stores.ts";
import type { Check } from "./check.ts";

/** Whether the places of tokens can be used: those that hold one, and the one for new tokens. */
export const checkStores: Check = {
  id: "stores",
  title: "Secret stores",
  async run(engine) {
    const { stores, default: chosen } = await listStores(engine);
    const findings = stores.flatMap(({ id, title, readiness, profiles }) => {
      if (readiness.state === "ready") return [];
      const isWanted = profiles > 0 || chosen?.store === id;
      if (!isWanted) return [];
      const holds = profiles === 0 ? "is the store for new tokens" : `holds the tokens of ${profiles} profile(s)`;
      const message = `${title} ${holds} and is ${readiness.state}. ${readiness.reason}`;
      return [{ code: `store-${readiness.state}`, level: "error" as const, message, remedy: readiness.remedy }];
    });
    const ready = stores.filter(({ readiness, writable }) => writable && readiness.state === "ready");
    if (ready.length === 0) {
      findings.push({
        code: "store-none",
        level: "error",
        message: "No store can take a new token.",
        remedy: ["See why: k6p store list"],
      });
    }
    return { findings, facts: ready.map(({ id }) => id).join(", ") || undefined };
  },
};
