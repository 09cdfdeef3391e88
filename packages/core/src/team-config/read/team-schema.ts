import * as v from "valibot";
import { isCloudId } from "../../profiles/stack.ts";

/** Version of the team file that this k6p reads and writes. */
export const TEAM_VERSION = 1;

const text = (what: string, longest: number) =>
  v.pipe(
    v.string(`${what} must be a string`),
    v.minLength(1, `${what} must not be empty`),
    v.maxLength(longest, `${what} must have at most ${longest} characters`),
  );

const cloudId = (what: string) =>
  v.pipe(
    v.number(`${what} must be a whole number from 1 to 2147483647`),
    v.check(isCloudId, `${what} must be a whole number from 1 to 2147483647`),
  );

const url = (what: string, pattern: RegExp, example: string) =>
  v.pipe(text(what, 300), v.regex(pattern, `${what} must be a URL such as ${example}`));

const settingsSchema = v.strictObject({
  stack: v.optional(text("stack", 300)),
  stackUrl: v.optional(url("stackUrl", /^https:\/\/[^/]/, "https://acme.grafana.net")),
  stackId: v.optional(cloudId("stackId")),
  defaultProjectId: v.optional(cloudId("defaultProjectId")),
  tokenKind: v.optional(v.picklist(["personal", "stack"], 'tokenKind must be "personal" or "stack"')),
  host: v.optional(url("host", /^https?:\/\/[^/]/, "https://ingest.k6.io")),
  hostv6: v.optional(url("hostv6", /^https?:\/\/[^/]/, "https://api.k6.io")),
  description: v.optional(
    v.pipe(v.string("description must be a string"), v.maxLength(500, "description must have at most 500 characters")),
  ),
  tags: v.optional(
    v.array(
      v.pipe(
        v.string("a tag must be a string"),
        v.regex(
          /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
          "a tag may only have letters, digits, dots, dashes and underscores",
        ),
      ),
      "tags must be a list",
    ),
  ),
  protected: v.optional(v.union([v.boolean(), v.literal("change")], 'protected must be true, false or "change"')),
});

/** One team profile. Hosts and stacks are checked further when the profile is read. */
export const definitionSchema = v.pipe(
  settingsSchema,
  v.check(({ stack, stackUrl }) => stack === undefined || stackUrl === undefined, "use stack or stackUrl, not both"),
);

const name = (what: string) => text(what, 64);

const policySchema = v.strictObject({
  maxTokenAge: v.optional(
    v.pipe(
      v.string('maxTokenAge must be a string such as "90d"'),
      v.regex(/^[1-9][0-9]{0,4}[hdw]$/, 'maxTokenAge must be a number of hours, days or weeks, such as "90d"'),
    ),
  ),
  requireProtected: v.optional(v.array(name("a name in requireProtected"), "requireProtected must be a list of names")),
  allowedHosts: v.optional(
    v.array(
      v.pipe(
        v.string("an allowed host must be a string"),
        v.regex(
          /^(\*\.)?[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?$/,
          "an allowed host must be a lower-case host such as api.k6.io or *.grafana.net",
        ),
      ),
      "allowedHosts must be a list of hosts",
    ),
  ),
});

const recipient = v.pipe(
  v.string("a recipient must be a string"),
  v.regex(/^age1[a-z0-9]{20,4000}$/, "a recipient must be an age public key, which starts with age1"),
);
const MOST_RECIPIENTS = 500;
const recipientListSchema = v.pipe(
  v.array(recipient),
  v.maxLength(MOST_RECIPIENTS, `recipients must have at most ${MOST_RECIPIENTS} entries`),
);
const recipientMapSchema = v.pipe(
  v.record(v.string(), recipient, "recipients must be a map of names to age public keys, or a list of such keys"),
  v.maxEntries(MOST_RECIPIENTS, `recipients must have at most ${MOST_RECIPIENTS} entries`),
);

/** The schema of a team file. Names are checked separately, because records silently drop some of them. */
export const teamFileSchema = v.strictObject({
  $schema: v.optional(v.string("$schema must be a string")),
  version: v.literal(TEAM_VERSION, `version must be ${TEAM_VERSION}`),
  extends: v.optional(
    v.pipe(
      v.array(text("an entry of extends", 1000), "extends must be a list"),
      v.maxLength(50, "extends must have at most 50 entries"),
    ),
  ),
  profiles: v.optional(v.record(v.string(), definitionSchema, "profiles must be a map of names to settings")),
  default: v.optional(name("default")),
  recipients: v.optional(v.lazy((value) => (Array.isArray(value) ? recipientListSchema : recipientMapSchema))),
  policy: v.optional(policySchema),
});

export type TeamFileValue = v.InferOutput<typeof teamFileSchema>;
export type DefinitionValue = v.InferOutput<typeof definitionSchema>;
