import { stringify } from "yaml";
import { DESCRIPTION, type ReleaseFacts, REPOSITORY, SUMMARY } from "../release-facts.ts";

const ARCHIVE = "k6p-windows-x64.zip";
const IDENTIFIER = "k6p.k6p";
const FORM = "1.6.0";

/** The three files of a winget package by their names. */
export function wingetManifests(facts: ReleaseFacts): Readonly<Record<string, string>> {
  const head = { PackageIdentifier: IDENTIFIER, PackageVersion: facts.version };
  const file = (kind: string, content: object): string => {
    const form = `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${kind}.${FORM}.schema.json\n\n`;
    return `${form}${stringify({ ...head, ...content, ManifestType: kind, ManifestVersion: FORM })}`;
  };
  return {
    [`${IDENTIFIER}.yaml`]: file("version", { DefaultLocale: "en-US" }),
    [`${IDENTIFIER}.installer.yaml`]: file("installer", {
      InstallerType: "zip",
      NestedInstallerType: "portable",
      NestedInstallerFiles: [{ RelativeFilePath: "k6p.exe", PortableCommandAlias: "k6p" }],
      Installers: [
        {
          Architecture: "x64",
          InstallerUrl: facts.addressOf(ARCHIVE),
          InstallerSha256: facts.checksumOf(ARCHIVE).toUpperCase(),
        },
      ],
    }),
    [`${IDENTIFIER}.locale.en-US.yaml`]: file("defaultLocale", {
      PackageLocale: "en-US",
      Publisher: "k6p",
      PackageName: "k6p",
      PackageUrl: REPOSITORY,
      License: "Apache-2.0",
      LicenseUrl: `${REPOSITORY}/blob/main/LICENSE`,
      ShortDescription: SUMMARY,
      Description: DESCRIPTION,
      Tags: ["grafana", "k6", "load-testing"],
    }),
  };
}
