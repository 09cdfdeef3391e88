import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const PACKAGE_ROOT = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** Adds the licence of every package that went into the bundle as THIRD-PARTY-NOTICES.txt. Fails when a package shows none. */
export function thirdPartyNotices(): Plugin {
  return {
    name: "third-party-notices",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const roots = new Set(modules.flatMap((id) => PACKAGE_ROOT.exec(id)?.[0] ?? []));
      const notices = [...roots].map(noticeOf).toSorted((first, second) => first.localeCompare(second, "en"));
      const source = `k6p contains the following packages.\n\n${[...new Set(notices)].join("\n")}`;
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES.txt", source });
    },
  };
}

function noticeOf(root: string): string {
  const { name, version, license } = readManifest(root);
  const file = readdirSync(root).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined && license === "unknown") throw new Error(`${name} shows no licence`);
  const text = file === undefined ? "" : `\n${readFileSync(join(root, file), "utf8").trim()}\n`;
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n${text}`;
}

function readManifest(root: string): { name: string; version: string; license: string } {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const text = (key: string): string => {
    const value: unknown = typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, key) : undefined;
    return typeof value === "string" ? value : "unknown";
  };
  return { name: text("name"), version: text("version"), license: text("license") };
}
