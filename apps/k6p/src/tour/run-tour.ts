import type { Host } from "@k6p/core/host/host";
import { startCloudStandIn } from "@k6p/core/testing/cloud-stand-in";
import { makeThrowAwayHome } from "./throw-away-home.ts";
import { TourRunner } from "./tour-runner.ts";
import { Tour } from "./tour.ts";

interface TourSetup {
  readonly host: Host;
  readonly print: (text: string) => Promise<void>;
}

/** Runs the tour against a fake cloud in a temporary home. Touches no file of the user and leaves nothing behind. */
export async function runTour({ host, print }: TourSetup): Promise<void> {
  const staging = makeAccount(host, { slug: "acme-staging", stackId: 22222, projectId: 2200 });
  const prod = makeAccount(host, { slug: "acme", stackId: 11111, projectId: 1100 });
  const home = makeThrowAwayHome(host);
  try {
    const cloud = await startCloudStandIn({ accounts: [staging, prod] });
    try {
      const env = { ...home.env, K6_CLOUD_HOST_V6: cloud.url, K6_CLOUD_HOST: cloud.url };
      const runner = new TourRunner({ host, print, env, tokens: [staging.token, prod.token] });
      await new Tour({ host, home, cloud, runner, staging, prod }).run();
    } finally {
      await cloud.close();
    }
  } finally {
    home.remove();
  }
}

function makeAccount(
  host: Host,
  { slug, stackId, projectId }: { readonly slug: string; readonly stackId: number; readonly projectId: number },
) {
  return {
    slug,
    token: Buffer.from(host.randomBytes(20)).toString("hex"),
    stackUrl: `https://${slug}.grafana.net`,
    stackId,
    defaultProjectId: projectId,
    projects: [{ id: projectId, name: `${slug} checkout` }],
  };
}
