/**
 * What the operations of the Grafana Cloud k6 API that k6 uses may answer, as JSON Schema by operation and status. `undefined` is
 * an answer without a body. Objects have no other keys than the listed ones: the stand-in must not invent any.
 */
export type Shape = { readonly [keyword: string]: unknown };

const text = { type: "string" };
const flag = { type: "boolean" };
const number = { type: "number" };
const integer = { type: "integer" };
const id = { type: "integer", format: "int64" };
const moment = { type: "string", format: "date-time" };
const numberOrText = { anyOf: [number, text] };

const sized = (minLength: number, maxLength: number): Shape => ({ type: "string", minLength, maxLength });
const list = (items: Shape): Shape => ({ type: "array", items });
const map = (values: Shape | true): Shape => ({ type: "object", additionalProperties: values });
const nullable = (shape: Shape): Shape =>
  "properties" in shape ? { oneOf: [shape, { type: "null" }] } : { ...shape, type: [shape["type"], "null"] };
const record = (required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

const errorDetail = record({ message: text, code: text }, { target: nullable(text) });
const error = record({
  error: record({ message: text, code: text }, { target: nullable(text), details: nullable(list(errorDetail)) }),
});

const page = (item: Shape): Shape =>
  record({ value: list(item) }, { "@count": integer, "@nextLink": { type: "string", format: "uri" } });

const project = record(
  {
    id,
    name: sized(1, 255),
    is_default: flag,
    grafana_folder_uid: nullable(text),
    created: moment,
    updated: moment,
  },
  { labels: map(text) },
);

const loadTest = record(
  {
    id,
    project_id: id,
    name: sized(1, 300),
    baseline_test_run_id: nullable(id),
    created: moment,
    updated: moment,
  },
  { k6_version: nullable(integer) },
);

const loadZone = record({
  id,
  name: text,
  k6_load_zone_id: text,
  available: flag,
  custom_load_runner_image: nullable(text),
  public: flag,
});

const costBreakdown = record({
  protocol_vuh: numberOrText,
  browser_vuh: numberOrText,
  base_total_vuh: numberOrText,
  reduction_rate: numberOrText,
  reduction_rate_breakdown: nullable(map(numberOrText)),
});

const status = record(
  { type: text, entered: moment },
  {
    extra: nullable(
      record({
        by_user: nullable({ type: "string", format: "email" }),
        message: nullable(text),
        code: nullable(integer),
      }),
    ),
  },
);

const testRunFields = {
  id,
  test_id: id,
  project_id: id,
  started_by: nullable({ type: "string", format: "email" }),
  created: moment,
  ended: nullable(moment),
  note: text,
  retention_expiry: nullable(moment),
  cost: nullable(record({ total_vuh: numberOrText, breakdown: costBreakdown })),
  status: text,
  status_details: status,
  status_history: list(status),
  distribution: nullable(list(record({ load_zone: text, percent: integer }))),
  result: nullable(text),
  result_details: nullable(record({ type: text }, { message: nullable(text), code: nullable(integer) })),
  options: nullable(map(true)),
  k6_dependencies: map(text),
  k6_versions: map(text),
  max_vus: nullable(integer),
  max_browser_vus: nullable(integer),
  estimated_duration: nullable(integer),
  execution_duration: integer,
  is_starred: flag,
};

const refusals = { 401: error, 403: error, 500: error };
const invalid = { 400: error };
const missing = { 404: error };

/** Operation (`METHOD path`) → status → shape of the body. */
export const CLOUD_API_SHAPES: Readonly<Record<string, Readonly<Record<number, Shape | undefined>>>> = {
  "GET /cloud/v6/auth": { 200: record({ stack_id: id, default_project_id: id }), ...refusals },
  "GET /cloud/v6/projects": { 200: page(project), ...refusals, ...invalid },
  "GET /cloud/v6/projects/{id}/load_tests": { 200: page(loadTest), ...refusals, ...invalid, ...missing },
  "POST /cloud/v6/projects/{id}/load_tests": { 201: loadTest, 409: error, ...refusals, ...invalid, ...missing },
  "PUT /cloud/v6/load_tests/{id}/script": { 204: undefined, ...refusals, ...invalid, ...missing },
  "POST /cloud/v6/load_tests/{id}/start": {
    200: record({ ...testRunFields, test_run_details_page_url: text }),
    ...refusals,
    ...missing,
  },
  "GET /cloud/v6/load_zones": { 200: record({ value: list(loadZone) }), ...refusals, ...invalid },
  "GET /cloud/v6/test_runs/{id}": { 200: record(testRunFields), ...refusals, ...missing },
  "POST /cloud/v6/validate_options": {
    200: record({ vuh_usage: number, breakdown: costBreakdown }),
    ...refusals,
    ...invalid,
  },
};
