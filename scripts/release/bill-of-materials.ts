import { PINNED } from "../pinned/pinned-packages.ts";

interface Component {
  readonly type: "library";
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly expression: string }[];
}

/** What k6p is made of, as CycloneDX 1.6 in JSON, from the notices that the build wrote. Throws when they name nothing. */
export function billOfMaterials(version: string, notices: string): string {
  const bundled = [...notices.matchAll(/^-{80}\n(?<name>\S+) (?<version>\S+) \((?<license>[^)]+)\)$/gm)].map(
    ({ groups = {} }) => component(`${groups["name"]}@${groups["version"]}`, groups["license"]),
  );
  if (bundled.length === 0) throw new Error("the notices of the build name no package");
  const parts = [
    ...bundled,
    component(PINNED.keyring.package, "MIT"),
    component(PINNED["bun-linux-x64"].package, "MIT"),
  ];
  const document = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", name: "k6p", version, purl: purl(`k6p@${version}`) } },
    components: parts,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function component(identifier: string, license: string | undefined): Component {
  const at = identifier.lastIndexOf("@");
  return {
    type: "library",
    name: identifier.slice(0, at),
    version: identifier.slice(at + 1),
    purl: purl(identifier),
    ...(license === undefined || license === "unknown" ? {} : { licenses: [{ expression: license }] }),
  };
}

function purl(identifier: string): string {
  return `pkg:npm/${identifier.replace(/^@/, "%40")}`;
}
