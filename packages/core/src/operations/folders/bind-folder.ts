import type { Host } from "../../host/host.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { chooseProfileAnywhere } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";
import { HOOK_VARIABLE } from "../../host/k6p-variables.ts";

export interface BindRequest {
  /** Defaults to the profile of `K6P_PROFILE`, else the active one. */
  readonly name?: string | undefined;
  /** Defaults to the working folder. */
  readonly folder?: string | undefined;
}

export interface BoundFolder {
  /** Absolute, without symlinks. */
  readonly folder: string;
  readonly profile: Profile;
  /** Name of the profile that the folder was bound to before. */
  readonly previous: string | undefined;
}

/** Binds a folder and its subfolders to a profile. Throws `USAGE` if the folder does not exist. */
export async function bindFolder(
  engine: Parts<"host" | "bindings" | "notify"> & Needs<typeof chooseProfileAnywhere>,
  request: BindRequest,
): Promise<BoundFolder> {
  const { profile } = await chooseProfileAnywhere(engine, request.name);
  const folder = realFolder(engine, request.folder ?? ".");
  requireFolder(engine, folder);
  const previous = engine.bindings.of(folder)?.profile.name;
  await engine.bindings.put({ folder, profile: { id: profile.id, name: profile.name } });
  if (!engine.host.env[HOOK_VARIABLE]) {
    engine.notify({
      level: "info",
      message:
        "k6p now uses this profile here. Plain k6 follows only with the shell hook, which is not set up in this shell.",
      remedy: ["Set up the hook: k6p hook install"],
    });
  }
  return { folder, profile, previous };
}

function requireFolder({ host }: Parts<"host">, folder: string): void {
  if (statusOf(host.files, folder)?.kind === "directory") return;
  throw new K6pError("USAGE", {
    message: `Folder ${folder} does not exist, or its name is not valid text.`,
    remedy: ["Name another folder: k6p profile bind NAME FOLDER"],
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
