import type { Answer } from "./answer.ts";
import type { CloudAccount } from "./cloud-account.ts";
import type { CloudState } from "./cloud-state.ts";
import type { RecordedRequest } from "./recorded-request.ts";

/** A request that was let in. */
export interface RouteCall {
  readonly account: CloudAccount;
  readonly state: CloudState;
  readonly request: RecordedRequest;
  /** The number in the path; NaN where it has none. */
  readonly id: number;
  /** Where the stand-in listens, for links. */
  readonly origin: string;
}

/** One operation of the API. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** As the specification writes it, such as `/cloud/v6/test_runs/{id}`. */
  readonly path: string;
  /** The header that names the stack. */
  readonly stackHeader: "x-stack-id" | "x-stack-url";
  /** Whether the operation can answer 400; where it cannot, a malformed stack ID is a 403. */
  readonly validates: boolean;
  answer(call: RouteCall): Answer;
}
