import { destinationOf } from "../../credentials/destination.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Parts } from "../../engine/engine.ts";

/** Says where a token will go before it is entered or read, when that is not Grafana's own host. */
export function warnForeignHost(engine: Parts<"host" | "notify">, profile: Profile): void {
  const { api } = destinationOf(profile, engine.host.env);
  if (/^https:\/\/([a-z0-9-]+\.)*(k6\.io|grafana\.net|grafana\.com)$/.test(api)) return;
  const source = profile.hostv6 === undefined ? "K6_CLOUD_HOST_V6 in the environment" : "the profile's hostv6";
  engine.notify({
    level: "warning",
    message: `The token of profile ${profile.name} is for ${api} (${source}), not for Grafana's own host.`,
  });
}
