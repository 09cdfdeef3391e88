import { type Layer, mergeProfile } from "./merge-profile.ts";
import type { TeamFile } from "../read/read-team-file.ts";
import type { TeamGraph, TeamLink } from "./load-team-graph.ts";
import type { SensitiveValue, Sourced, TeamConfig, TeamProfile } from "../team-config.ts";
import type { Placed, TeamRecipient } from "../team-file.ts";

/** The links to follow; those that need trust are left out until the user trusts them. */
export type LinkFilter = (link: TeamLink) => boolean;

/**
 * Merges the files of a team. For each value the nearest file takes precedence: the one with the fewest steps of `extends`. Of files at the same
 * distance it is the one later in the list. Policies do not replace each other: all of them apply.
 */
export function mergeTeamFiles(graph: TeamGraph, counts: LinkFilter = () => true): TeamConfig {
  const files = nearestFirst(graph, counts);
  const policies = files.map(({ path, content }) => ({ file: path, policy: content.policy }));
  const guarded = new Map(
    policies.flatMap(({ file, policy }) =>
      policy.requireProtected.map(({ value, place }) => [value.toLowerCase(), { file, ...place }] as const),
    ),
  );
  const profiles = new Map<string, TeamProfile>();
  for (const [key, layers] of layersByName(files)) profiles.set(key, mergeProfile(layers, guarded.get(key)));
  const recipients = nearest(files, ({ recipients: list }) => list);
  return {
    profiles,
    default: nearest(files, (content) => content.default),
    recipients,
    policies,
    sensitive: [
      ...[...profiles.values()].flatMap(({ sensitive }) => sensitive),
      ...recipientValues(recipients),
      ...remoteValues(graph, files),
    ],
  };
}

function layersByName(files: readonly TeamFile[]): ReadonlyMap<string, readonly [Layer, ...Layer[]]> {
  const layers = new Map<string, [Layer, ...Layer[]]>();
  for (const { path, content } of files) {
    for (const definition of content.profiles) {
      const key = definition.name.toLowerCase();
      const known = layers.get(key);
      if (known === undefined) layers.set(key, [{ file: path, definition }]);
      else known.push({ file: path, definition });
    }
  }
  return layers;
}

/** The files, highest precedence first. */
function nearestFirst({ root, files, links }: TeamGraph, counts: LinkFilter): readonly TeamFile[] {
  const order = new Set([root.realPath]);
  let level: readonly string[] = [root.realPath];
  while (level.length > 0) {
    const next = level.flatMap((path) =>
      (links.get(path) ?? [])
        .filter(counts)
        .toReversed()
        .map(({ target }) => target),
    );
    level = [...new Set(next)].filter((path) => !order.has(path));
    for (const path of level) order.add(path);
  }
  return [...order].flatMap((path) => files.get(path) ?? []);
}

function nearest<Value>(
  files: readonly TeamFile[],
  pick: (content: TeamFile["content"]) => Placed<Value> | undefined,
): Sourced<Value> | undefined {
  for (const { path, content } of files) {
    const found = pick(content);
    if (found !== undefined) return { value: found.value, file: path, ...found.place };
  }
  return undefined;
}

function recipientValues(recipients: Sourced<readonly TeamRecipient[]> | undefined): readonly SensitiveValue[] {
  if (recipients === undefined) return [];
  const { value: list, ...source } = recipients;
  return list.map(({ name, key }) => ({
    profile: undefined,
    key: "recipients" as const,
    value: `${name} ${key}`,
    ...source,
  }));
}

function remoteValues({ links }: TeamGraph, files: readonly TeamFile[]): readonly SensitiveValue[] {
  return files.flatMap(({ path, realPath, content }) =>
    content.extends.flatMap(({ value, place }) => {
      const link = (links.get(realPath) ?? []).find(({ reference }) => reference === value);
      if (value.kind !== "remote" || link === undefined) return [];
      // A tag can move, so the user trusts the commit in the lock file.
      const at = link.commit === undefined ? "" : ` at ${link.commit.slice(0, 12)}`;
      return { profile: undefined, key: "extends" as const, value: `${value.text}${at}`, file: path, ...place };
    }),
  );
}
