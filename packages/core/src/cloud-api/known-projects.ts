import * as v from "valibot";
import { jsonForm, type StateForm } from "../host/files/state-form.ts";
import { StateFile } from "../host/files/state-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { CloudProject } from "./projects.ts";

const LARGEST_FILE = 4 * 1024 * 1024;

interface ProjectsOfStack {
  /** When Grafana Cloud sent the list, ISO 8601. */
  readonly listedAt: string;
  readonly projects: readonly CloudProject[];
}

const FORM: StateForm<ProjectsOfStack> = jsonForm(
  v.object({
    listedAt: v.string(),
    projects: v.array(v.object({ id: v.number(), name: v.string(), isDefault: v.boolean() })),
  }),
);

/** The projects of each stack as Grafana Cloud last listed them, so that a name can be looked up without asking again. Never throws. */
export class KnownProjects {
  readonly #host: Host;
  readonly #folder: string;

  constructor({ host, stateDirectory }: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = host;
    this.#folder = joinPath(host, stateDirectory, "projects");
  }

  /** Empty for a stack whose projects were never listed. */
  of(stackId: number): readonly CloudProject[] {
    return this.#file(stackId).read()?.projects ?? [];
  }

  remember(stackId: number, projects: readonly CloudProject[]): void {
    const listedAt = this.#host.clock.now().toISOString();
    this.#file(stackId).overwrite({ listedAt, projects });
  }

  #file(stackId: number): StateFile<ProjectsOfStack> {
    const path = joinPath(this.#host, this.#folder, `${stackId}.json`);
    return new StateFile({ host: this.#host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }
}
