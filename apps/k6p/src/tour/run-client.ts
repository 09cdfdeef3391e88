import { K6pError } from "@k6p/core/errors/k6p-error";
import type { Host } from "@k6p/core/host/host";

const LARGEST_CONFIG = 64 * 1024;

/**
 * A tiny client of the tour: the projects that the API gives for what it finds where k6 would look, the variables before the file that K6_CONFIG
 * (or the default place) names, as lines. Throws `UNEXPECTED` when the API refuses.
 */
export async function runClient(host: Host): Promise<readonly string[]> {
  const { env } = host;
  const file = host.files.read(env["K6_CONFIG"] || env["K6P_TOUR_CONFIG"] || "", LARGEST_CONFIG);
  const config: unknown = JSON.parse(Buffer.from(file?.bytes ?? []).toString("utf8"));
  const token = env["K6_CLOUD_TOKEN"] || String(within(config, ["collectors", "cloud", "token"]));
  const stackId = env["K6_CLOUD_STACK_ID"] || String(within(config, ["collectors", "cloud", "stackID"]));
  const answer = await host.fetch(`${env["K6_CLOUD_HOST_V6"]}/cloud/v6/projects`, {
    headers: { Authorization: `Bearer ${token}`, "X-Stack-Id": stackId },
  });
  if (!answer.ok) throw new K6pError("UNEXPECTED", { message: `The stand-in answered ${answer.status}.`, remedy: [] });
  const projects = within(await answer.json(), ["value"]);
  if (!Array.isArray(projects)) throw new TypeError("the stand-in answered without projects");
  return projects.map((project) => `${String(within(project, ["id"]))} ${String(within(project, ["name"]))}`);
}

/** What is at this place in parsed JSON; undefined when there is no such place. */
function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}
