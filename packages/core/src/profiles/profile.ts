import * as v from "valibot";
import { isCloudId } from "./stack.ts";

/** Version of the profile file that this k6p reads and writes. */
export const PROFILE_VERSION = 1;

const cloudId = (what: string) =>
  v.pipe(
    v.number(`${what} must be a number`),
    v.check(isCloudId, `${what} must be a whole number from 1 to 2147483647`),
  );

const httpUrl = (what: string) =>
  v.pipe(
    v.string(`${what} must be a string`),
    v.regex(/^https?:\/\/[^/]/, `${what} must be a URL such as https://acme.grafana.net`),
    v.check((url) => URL.canParse(url), `${what} must be a URL such as https://acme.grafana.net`),
  );

/** What a profile's file holds. Keys that are not listed here are kept as they are. */
export const profileFileSchema = v.looseObject({
  version: v.literal(PROFILE_VERSION, `version must be ${PROFILE_VERSION}`),
  id: v.pipe(v.string("id must be a string"), v.regex(/^[a-z2-7]{26}$/, "id must be 26 characters of a-z and 2-7")),
  stackUrl: v.optional(httpUrl("stackUrl")),
  stackId: v.optional(cloudId("stackId")),
  defaultProjectId: v.optional(cloudId("defaultProjectId")),
  tokenKind: v.optional(v.picklist(["personal", "stack"], 'tokenKind must be "personal" or "stack"'), "personal"),
  host: v.optional(httpUrl("host")),
  hostv6: v.optional(httpUrl("hostv6")),
  description: v.optional(
    v.pipe(v.string("description must be a string"), v.maxLength(500, "description must have at most 500 characters")),
  ),
  tags: v.optional(
    v.array(
      v.pipe(
        v.string("a tag must be a string"),
        v.regex(
          /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
          "a tag may have only letters, digits, dots, dashes and underscores",
        ),
      ),
      "tags must be a list",
    ),
    [],
  ),
  protected: v.optional(
    v.union([v.boolean(), v.literal("change")], 'protected must be true, false or "change"'),
    false,
  ),
  createdAt: v.optional(v.string("createdAt must be a string")),
});

/**
 * - `true`: k6 uses the profile only after a confirmation, and it is changed and removed only with `--force`
 * - `"change"`: it is changed and removed only with `--force`
 */
export type Protection = boolean | "change";

export type TokenKind = "personal" | "stack";

/** A named Grafana Cloud stack (or account) that k6 can use. It does not contain a token. */
export interface Profile {
  readonly name: string;
  /** Stays the same when the profile is renamed; tokens are bound to it. */
  readonly id: string;
  /** `https://slug.grafana.net`; missing only for a token adopted from an old k6 without stacks. */
  readonly stackUrl?: string | undefined;
  readonly stackId?: number | undefined;
  /** The project that k6 uses when neither the script nor the environment names one. */
  readonly defaultProjectId?: number | undefined;
  readonly tokenKind: TokenKind;
  /** Ingest host instead of Grafana's (`host` of k6). */
  readonly host?: string | undefined;
  /** API host instead of Grafana's (`hostv6` of k6). */
  readonly hostv6?: string | undefined;
  readonly description?: string | undefined;
  readonly tags: readonly string[];
  /** Shown wherever the profile is named. */
  readonly protected: Protection;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
}

/** The parts of a profile that a user sets; k6p makes the rest. */
export type ProfileSettings = Omit<Profile, "name" | "id" | "createdAt">;
