import type { Host } from "@k6p/core/host/host";
import { K6pError } from "@k6p/core/errors/k6p-error";

const LARGEST_CONFIG = 64 * 1024;

export interface Project {
  readonly id: number;
  readonly name: string;
}

interface Config {
  readonly collectors?: { readonly cloud?: { readonly token?: string; readonly stackID?: number } };
}

/**
 * A tiny client of the tour: the projects that the API gives for what it finds where k6 would look, the variables before the file that K6_CONFIG
 * (or the default place) names. Throws `UNEXPECTED` when the API refuses.
 */
export async function runClient(host: Host): Promise<readonly Project[]> {
  const { env } = host;
  const file = host.files.read(env["K6_CONFIG"] || env["K6P_TOUR_CONFIG"] || "", LARGEST_CONFIG);
  const config = JSON.parse(Buffer.from(file?.bytes ?? []).toString("utf8")) as Config;
  const cloud = config.collectors?.cloud ?? {};
  const answer = await host.fetch(`${env["K6_CLOUD_HOST_V6"]}/cloud/v6/projects`, {
    headers: {
      Authorization: `Bearer ${env["K6_CLOUD_TOKEN"] || cloud.token}`,
      "X-Stack-Id": env["K6_CLOUD_STACK_ID"] || String(cloud.stackID),
    },
  });
  if (!answer.ok) throw new K6pError("UNEXPECTED", { message: `The stand-in answered ${answer.status}.`, remedy: [] });
  const { value } = JSON.parse(await answer.text()) as { readonly value: readonly Project[] };
  return value;
}
