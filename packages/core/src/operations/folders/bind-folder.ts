import type { Host } from "../../host/host.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { chooseProfileAnywhere } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";
import { HOOK_VARIABLE } from "../../host/k6p-variables.ts";

export interface BindRequest {
  /** The profile of `K6P_PROFILE`, or the active one, when left out. */
  readonly name?: string | undefined;
  /** The working folder when left out. */
  readonly folder?: string | undefined;
}

export interface BoundFolder {
  /** Absolute and without symlinks. */
  readonly folder: string;
  readonly profile: Profile;
  /** Name of the profile that the folder was bound to before. */
  readonly former: string | undefined;
}

/** Binds a folder to a profile, for itself and what is below it. Throws `USAGE` when there is no such folder. */
export async function bindFolder(
  engine: Parts<"host" | "bindings" | "notify"> & Needs<typeof chooseProfileAnywhere>,
  request: BindRequest,
): Promise<BoundFolder> {
  const { profile } = await chooseProfileAnywhere(engine, request.name);
  const folder = realFolder(engine, request.folder ?? ".");
  requireFolder(engine, folder);
  const former = engine.bindings.of(folder)?.profile.name;
  await engine.bindings.put({ folder, profile: { id: profile.id, name: profile.name } });
  if (!engine.host.env[HOOK_VARIABLE]) {
    engine.notify({
      level: "info",
      message:
        "Commands of k6p go by it from now on. k6 itself does where the hook of the shell is set up, and it is not in this one.",
      remedy: ["How to set it up: k6p hook --help"],
    });
  }
  return { folder, profile, former };
}

function requireFolder({ host }: Parts<"host">, folder: string): void {
  if (statusOf(host.files, folder)?.kind === "directory") return;
  throw new K6pError("USAGE", {
    message: `There is no folder ${folder}, or its name cannot be written as text.`,
    remedy: ["Name another one: k6p profile bind NAME FOLDER"],
    details: { folder },
  });
}

function statusOf(files: Host["files"], path: string): ReturnType<typeof files.status> {
  try {
    return files.status(path);
  } catch {
    return undefined;
  }
}
