import { K6pError } from "../../errors/k6p-error.ts";
import type { Identity, IdentityKey } from "../../k6-config/identity.ts";
import { numberIn, secretIn, textIn } from "../../outlook/field-values.ts";
import type { Finding } from "../../outlook/finding.ts";
import type { Outlook } from "../../outlook/outlook.ts";
import { type OutlookField, OUTLOOK_FIELDS } from "../../outlook/outlook-field.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { outlookHere } from "./outlook-here.ts";
import { type FoundProfile, rememberedProfile } from "./profile-lookup.ts";

/** What k6 would take from its file and the environment if it ran here now. */
export interface ActiveIdentity {
  /** The file that k6 would read; a private copy in a shell that uses `k6p env`. */
  readonly file: Outlook["file"];
  readonly identity: Pick<Identity, "token" | "stackId" | "stackUrl" | "defaultProjectId">;
  /** A project that overrides the default project. */
  readonly projectId: number | undefined;
  /** Environment variables that set a part of the identity. */
  readonly variables: readonly string[];
  readonly outlook: Outlook<FoundProfile>;
}

/** Which profile k6 would use if you ran it here now. */
export type ActiveProfile = ActiveIdentity &
  (
    | { readonly kind: "active"; readonly profile: Profile }
    /** The token is the profile's, but something else that decides is not. */
    | {
        readonly kind: "changed";
        readonly profile: Profile;
        readonly differences: readonly IdentityKey[];
        readonly findings: readonly Finding[];
      }
    /** k6 has a token that no profile has; `previous` is the profile that k6p last wrote. */
    | { readonly kind: "foreign"; readonly previous: Profile | undefined }
    | { readonly kind: "none" }
  );

/** Compares what k6 would use with the profiles. Opens no secret store. Throws `K6_CONFIG_*` if k6 could not read its file. */
export async function findActiveProfile(
  engine: Parts<"activations"> & Needs<typeof outlookHere | typeof rememberedProfile>,
): Promise<ActiveProfile> {
  const outlook = await outlookHere(engine);
  if (outlook.kind === "refused") throw refusal(outlook);
  const here: ActiveIdentity = {
    file: outlook.file,
    identity: identityIn(outlook),
    projectId: numberIn(outlook.fields.projectId),
    variables: variablesIn(outlook),
    outlook,
  };
  const { profile, state } = outlook;
  if (state === "none") return { ...here, kind: "none" };
  if (profile === undefined) {
    const previous = rememberedProfile(engine, engine.activations.recall(outlook.location.path).current);
    return { ...here, kind: "foreign", previous };
  }
  if (state === "whole") return { ...here, kind: "active", profile: profile.whole };
  const findings = outlook.findings.filter(({ level }) => level === "mixed");
  const differences = findings.flatMap(({ field }) => (field === undefined ? [] : (KEYS[field] ?? [])));
  return { ...here, kind: "changed", profile: profile.whole, differences: [...new Set(differences)], findings };
}

/** ID of the active profile; undefined if there is none, or if k6 could not read its file, which `report` gets as an error. */
export async function activeProfileId(
  engine: Needs<typeof findActiveProfile>,
  report: (error: K6pError) => void = () => undefined,
): Promise<string | undefined> {
  try {
    const active = await findActiveProfile(engine);
    return active.kind === "active" ? active.profile.id : undefined;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    report(error);
    return undefined;
  }
}

/** The error for an outlook that k6 stops at. */
export function refusal(outlook: Extract<Awaited<ReturnType<typeof outlookHere>>, { kind: "refused" }>): K6pError {
  const { name, reason, source, file } = outlook;
  return new K6pError("K6_CONFIG_UNREADABLE", {
    message: `k6 cannot use ${name}: ${reason}`,
    remedy: source === "env" ? [`unset ${name}`] : [`Correct ${name} in ${file.path}`],
    details: { file: file.path },
  });
}

const KEYS: Readonly<Partial<Record<OutlookField, IdentityKey>>> = {
  token: "token",
  stackId: "stackID",
  stackUrl: "stackURL",
  projectId: "projectID",
  defaultProjectId: "defaultProjectID",
  apiHost: "hostv6",
  ingestHost: "host",
  traceHost: "traceHost",
  pushRefId: "pushRefID",
  metricsPushUrl: "metricsPushURL",
  testRunToken: "testRunToken",
  webAppUrl: "webAppURL",
  testRunDetails: "testRunDetails",
};

function identityIn({ fields }: Outlook): ActiveIdentity["identity"] {
  const { token, stackId, stackUrl, defaultProjectId } = fields;
  return {
    token: secretIn(token),
    stackId: numberIn(stackId),
    stackUrl: textIn(stackUrl),
    defaultProjectId: numberIn(defaultProjectId),
  };
}

function variablesIn({ fields }: Outlook): readonly string[] {
  const places = OUTLOOK_FIELDS.flatMap((field) => {
    const { source, place } = fields[field];
    return source === "env" && place !== undefined ? [place] : [];
  });
  return [...new Set(places)];
}
