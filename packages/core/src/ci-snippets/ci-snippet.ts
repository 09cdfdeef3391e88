/** A command that the pipeline needs before the test, and why. */
export interface PipelineStep {
  readonly why: string;
  readonly command: string;
}

/** The facts for a snippet. Except for the hosts, every text has only letters, digits and `._-/`, so none needs quotes. */
export interface SnippetRequest {
  readonly profile: string;
  /** Whether the profile is used only after a confirmation, which a pipeline gives on its command line. */
  readonly guarded?: boolean;
  /** Name of the secret, and of the variable that k6p reads it from. */
  readonly variable: string;
  /** Version of k6p that the pipeline installs. */
  readonly k6pVersion: string;
  readonly stackId: number | undefined;
  readonly projectId: number | undefined;
  /** Ingest and API host instead of Grafana's. */
  readonly host: string | undefined;
  readonly hostv6: string | undefined;
  /** In this order, after k6p is installed. */
  readonly preparation: readonly PipelineStep[];
}

/** A pipeline of one CI system that runs k6 with a profile. It names the secret and never contains it. */
export interface CiSnippet {
  readonly id: string;
  /** Where the text belongs in a repository. */
  readonly file: string;
  /** Whether k6p runs in the pipeline; otherwise you need it only to set the pipeline up. */
  readonly runsK6p: boolean;
  /** The start of a comment line. */
  readonly comment: "#" | "//";
  /** How to create the secret, as lines of text. */
  secretSteps(request: SnippetRequest): readonly string[];
  text(request: SnippetRequest): string;
}
