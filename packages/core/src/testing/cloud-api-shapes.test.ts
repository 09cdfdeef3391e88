import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CLOUD_API_SHAPES } from "./cloud-api-shapes.ts";
import { type CloudStandIn, startCloudStandIn } from "./cloud-stand-in.ts";
import { skipUnless } from "./real-parts.ts";

const ACCOUNT = {
  token: "standin-token-alpha",
  stackUrl: "https://alpha.grafana.net",
  stackId: 11111,
  defaultProjectId: 91111,
  projects: [
    { id: 91111, name: "Default project" },
    { id: 91112, name: "Second project" },
  ],
};

const HEADERS = {
  Authorization: `Bearer ${ACCOUNT.token}`,
  "X-Stack-Url": ACCOUNT.stackUrl,
  "X-Stack-Id": String(ACCOUNT.stackId),
};

/** A good path for each operation; the test with ID 1001 and its run 1002 are created by the way. */
const PATHS: Readonly<Record<string, string>> = {
  "GET /cloud/v6/auth": "/cloud/v6/auth",
  "GET /cloud/v6/projects": "/cloud/v6/projects?$skip=0&$top=1&$count=true",
  "POST /cloud/v6/projects/{id}/load_tests": "/cloud/v6/projects/91111/load_tests",
  "GET /cloud/v6/projects/{id}/load_tests": "/cloud/v6/projects/91111/load_tests",
  "PUT /cloud/v6/load_tests/{id}/script": "/cloud/v6/load_tests/1001/script",
  "POST /cloud/v6/load_tests/{id}/start": "/cloud/v6/load_tests/1001/start",
  "GET /cloud/v6/load_zones": "/cloud/v6/load_zones",
  "GET /cloud/v6/test_runs/{id}": "/cloud/v6/test_runs/1002",
  "POST /cloud/v6/validate_options": "/cloud/v6/validate_options",
};

interface Exchange {
  readonly operation: string;
  readonly status: number;
  readonly body: unknown;
}

const exchanges: Exchange[] = [];
let standIn: CloudStandIn;

beforeAll(async () => {
  standIn = await startCloudStandIn({ accounts: [ACCOUNT] });
  for (const [operation, path] of Object.entries(PATHS)) {
    const body = bodyFor(operation);
    await exchange(operation, { path, body });
    await exchange(operation, { path, body });
    await exchange(operation, { path, headers: { ...HEADERS, Authorization: "Bearer somebody-else" } });
    await exchange(operation, { path, headers: { ...HEADERS, Authorization: `Token ${ACCOUNT.token}` } });
    await exchange(operation, {
      path,
      headers: { ...HEADERS, "X-Stack-Id": "22222", "X-Stack-Url": "https://beta.grafana.net" },
    });
    await exchange(operation, { path, headers: { Authorization: HEADERS.Authorization } });
    await exchange(operation, { path: path.replace(/\d{4,}/, "4040"), body });
    standIn.fail({ kind: "status", status: 500 });
    await exchange(operation, { path });
  }
  await exchange("GET /cloud/v6/projects", { path: "/cloud/v6/projects?$top=1001" });
  await exchange("GET /cloud/v6/projects", { path: "/cloud/v6/projects?$skip=-1" });
  const foreignProject = JSON.stringify({ options: { cloud: { projectID: 4040 } } });
  await exchange("POST /cloud/v6/validate_options", { path: "/cloud/v6/validate_options", body: foreignProject });
  await exchange("POST /cloud/v6/validate_options", { path: "/cloud/v6/validate_options", body: "not JSON" });
});

afterAll(() => standIn.close());

describe("the answers of the cloud stand-in", () => {
  test("are all that the specification knows for an operation", () => {
    const seen = new Set(exchanges.map(({ operation, status }) => `${operation} ${status}`));
    const known = Object.entries(CLOUD_API_SHAPES).flatMap(([operation, answers]) =>
      Object.keys(answers).map((status) => `${operation} ${status}`),
    );
    expect([...seen].toSorted()).toEqual(known.toSorted());
  });

  test("have the shapes of our table", () => {
    for (const { operation, status, body } of exchanges) {
      expect(complaints(CLOUD_API_SHAPES[operation]?.[status], body), `${operation} ${status}`).toEqual([]);
    }
  });

  test("are told from shapes that do not fit", () => {
    const shape = CLOUD_API_SHAPES["GET /cloud/v6/auth"]?.[200];
    expect(complaints(shape, { stack_id: "11111", default_project_id: 1 })).not.toEqual([]);
    expect(complaints(shape, { stack_id: 1 })).not.toEqual([]);
    expect(complaints(shape, { stack_id: 1, default_project_id: 1, invented: true })).not.toEqual([]);
  });
});

const specificationFile = process.env["K6_CLOUD_OPENAPI"];
const skipped = skipUnless(specificationFile, "K6_CLOUD_OPENAPI does not name the public specification of the API", {
  optional: true,
});

describe.skipIf(skipped)("the public specification", () => {
  const specification: unknown = skipped ? {} : parse(readFileSync(specificationFile ?? "", "utf8"));

  test.each(Object.entries(CLOUD_API_SHAPES))("says the same about %s as our table", (operation, shapes) => {
    const specified = mapValues(specifiedShapes(specification, operation), withoutRemarks);
    expect(mapValues(shapes, withoutRemarks)).toStrictEqual(specified);
  });

  test("allows every answer of the stand-in", () => {
    for (const { operation, status, body } of exchanges) {
      const shape = specifiedShapes(specification, operation)[status];
      expect(complaints(shape, body), `${operation} ${status}`).toEqual([]);
    }
  });
});

async function exchange(
  operation: string,
  request: { path: string; body?: string | undefined; headers?: Record<string, string> },
) {
  const [method = ""] = operation.split(" ");
  const { path, body = null, headers = HEADERS } = request;
  const form: Record<string, string> = operation.includes("load_tests")
    ? { "Content-Type": "multipart/form-data; boundary=xyz" }
    : {};
  const response = await fetch(standIn.url + path, { method, body, headers: { ...form, ...headers } });
  const text = await response.text();
  exchanges.push({ operation, status: response.status, body: text === "" ? undefined : JSON.parse(text) });
}

function bodyFor(operation: string): string | undefined {
  if (operation.startsWith("POST /cloud/v6/projects")) {
    return '--xyz\r\nContent-Disposition: form-data; name="name"\r\n\r\nscript.js\r\n--xyz--\r\n';
  }
  return operation.endsWith("validate_options") ? '{"options":{},"project_id":91111}' : undefined;
}

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    int64: { type: "number", validate: (value: number) => Number.isSafeInteger(value) },
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    email: /^[^@\s]+@[^@\s]+$/,
    uri: (value: string) => URL.canParse(value),
  },
});

/** What is wrong with the body of an answer; without a shape, there must be none. */
function complaints(shape: unknown, value: unknown): readonly string[] {
  if (!isRecord(shape)) return value === undefined ? [] : ["has a body"];
  const validate = ajv.compile(shape);
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const specifiedByOperation = new Map<string, Readonly<Record<string, unknown>>>();

/** Status → schema of an operation's answer, with every reference put in its place; undefined for an answer without a body. */
function specifiedShapes(specification: unknown, operation: string): Readonly<Record<string, unknown>> {
  const known = specifiedByOperation.get(operation);
  if (known !== undefined) return known;
  const [method = "", path = ""] = operation.split(" ");
  const answers = resolveReferences(
    specification,
    at(specification, ["paths", path, method.toLowerCase(), "responses"]),
  );
  const shapes = mapValues(answers, (answer) => at(answer, ["content", "application/json", "schema"]));
  specifiedByOperation.set(operation, shapes);
  return shapes;
}

function resolveReferences(specification: unknown, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => resolveReferences(specification, item));
  if (!isRecord(node)) return node;
  const { $ref, ...rest } = node;
  const own = mapValues(rest, (value) => resolveReferences(specification, value));
  if (typeof $ref !== "string") return own;
  const target = resolveReferences(specification, at(specification, $ref.replace(/^#\//, "").split("/")));
  return isRecord(target) ? { ...target, ...own } : own;
}

const REMARKS = new Set(["title", "description", "default", "examples", "deprecated"]);

/** A schema without what has no say in whether a value fits, and without our own ban on other keys. */
function withoutRemarks(schema: unknown): unknown {
  if (Array.isArray(schema))
    return schema.map(withoutRemarks).toSorted((one, other) => String(one).localeCompare(String(other)));
  if (!isRecord(schema)) return schema;
  const rules = Object.entries(schema).filter(
    ([key, value]) => !REMARKS.has(key) && !(key === "additionalProperties" && value === false),
  );
  return mapValues(Object.fromEntries(rules), (value, key) =>
    key === "properties" ? mapValues(value, withoutRemarks) : withoutRemarks(value),
  );
}

function mapValues(node: unknown, change: (value: unknown, key: string) => unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(node)) throw new Error("the specification has no object where one was looked for");
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]));
}

function at(tree: unknown, keys: readonly string[]): unknown {
  return keys.reduce((node, key) => (isRecord(node) ? node[key] : undefined), tree);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
