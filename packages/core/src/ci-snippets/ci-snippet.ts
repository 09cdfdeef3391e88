/** A command that the pipeline needs before the test, and why. */
export interface PipelineStep {
  readonly why: string;
  readonly command: string;
}

/** What a snippet is made for. But for the hosts, every text has letters, digits and `._-/` only, so that none needs quotes anywhere. */
export interface SnippetRequest {
  readonly profile: string;
  /** Name of the secret, and of the variable by which k6p gets it. */
  readonly variable: string;
  /** Version of k6p that the pipeline installs. */
  readonly k6pVersion: string;
  readonly stackId: number | undefined;
  readonly projectId: number | undefined;
  /** Ingest and API host instead of Grafana's. */
  readonly host: string | undefined;
  readonly hostv6: string | undefined;
  /** In this order, once k6p is installed. */
  readonly preparation: readonly PipelineStep[];
}

/** A pipeline of one CI system that runs k6 under a profile. It names the secret and never holds it. */
export interface CiSnippet {
  readonly id: string;
  /** Where the text belongs in a repository. */
  readonly file: string;
  /** Whether k6p runs in the pipeline; otherwise only the one who sets it up needs k6p. */
  readonly runsK6p: boolean;
  /** How a line of comment begins. */
  readonly comment: "#" | "//";
  /** How the secret gets there, as lines of prose. */
  secretSteps(request: SnippetRequest): readonly string[];
  text(request: SnippetRequest): string;
}
