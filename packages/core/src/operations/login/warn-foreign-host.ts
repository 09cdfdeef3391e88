import { isGrafanaHost } from "../../cloud-api/grafana-hosts.ts";
import { destinationOf } from "../../credentials/destination.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Parts } from "../../engine/engine.ts";

/** Warns, before a token is entered or read, when it is for a host that is not Grafana's. */
export function warnForeignHost(engine: Parts<"host" | "notify">, profile: Profile): void {
  const { api } = destinationOf(profile, engine.host.env);
  if (isGrafanaHost(api)) return;
  const source = profile.hostv6 === undefined ? "K6_CLOUD_HOST_V6 in the environment" : "the profile's hostv6";
  engine.notify({
    level: "warning",
    message: `The token of profile ${profile.name} is for ${api} (${source}), not for Grafana's own host.`,
  });
}
