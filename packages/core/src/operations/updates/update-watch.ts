import * as v from "valibot";
import type { Host } from "../../host/host.ts";
import { k6pDirectories } from "../../host/files/directories.ts";
import { StateFile } from "../../host/files/state-file.ts";
import { jsonForm } from "../../host/files/state-form.ts";
import { joinPath } from "../../host/join-path.ts";

const NEWEST_RELEASE = "https://api.github.com/repos/k6p/k6p/releases/latest";
const DAY_MS = 24 * 60 * 60 * 1000;
const LARGEST_FILE = 4096;

const heardSchema = v.object({
  /** The newest release that was heard of. */
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  /** Milliseconds since 1970: when it was asked for, and when the user was last told of it (0: never). */
  askedAt: v.number(),
  toldAt: v.number(),
});
const releaseSchema = v.object({ tag_name: v.pipe(v.string(), v.regex(/^k6p@\d+\.\d+\.\d+$/)) });

/** Looks for a newer k6p next to a command, without ever delaying it. */
export interface UpdateWatch {
  /** The newer version to announce, from what earlier commands heard; at most once a day. Ends the look that was started. */
  end(): string | undefined;
}

/**
 * Asks for the newest release, at most once a day, while a command runs; what is heard is for a later command. Throws nothing and waits for nothing:
 * a user who is offline sees nothing.
 */
export function watchForUpdate(host: Host, version: string): UpdateWatch {
  const file = new StateFile({
    host,
    path: joinPath(host, k6pDirectories(host).state, "update.json"),
    form: jsonForm(heardSchema),
    maxBytes: LARGEST_FILE,
    whenUnreadable: "empty",
  });
  const heard = file.read();
  const now = host.clock.now().getTime();
  const cancel = new AbortController();
  if (heard === undefined || now - heard.askedAt > DAY_MS) void ask();

  async function ask(): Promise<void> {
    try {
      const answer = await host.fetch(NEWEST_RELEASE, {
        signal: cancel.signal,
        headers: { accept: "application/json" },
      });
      const { tag_name: tag } = v.parse(releaseSchema, await answer.json());
      file.overwrite({ version: tag.replace("k6p@", ""), askedAt: now, toldAt: heard?.toldAt ?? 0 });
    } catch {
      // No network, no release yet, a limit of the server: none of it is the user's concern.
    }
  }

  return {
    end() {
      cancel.abort();
      if (heard === undefined || !isNewer(heard.version, version) || now - heard.toldAt < DAY_MS) return undefined;
      file.overwrite({ ...(file.read() ?? heard), toldAt: now });
      return heard.version;
    },
  };
}

function isNewer(candidate: string, version: string): boolean {
  const [theirs, ours] = [candidate, version].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  for (const [place, part] of (theirs ?? []).entries()) {
    const own = ours?.[place] ?? 0;
    if (part !== own) return part > own;
  }
  return false;
}
