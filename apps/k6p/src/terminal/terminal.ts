/** The three streams of the process, as far as the app uses them. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream;
  /** Standard error as a stream, for questions. */
  readonly errors: NodeJS.WritableStream;
  readonly inputIsTerminal: boolean;
  readonly outputIsTerminal: boolean;
  readonly errorsAreTerminal: boolean;
  /** Columns of the terminal; 80 when there is none. */
  readonly width: number;
  /** Writes to standard output. A reader that has gone away (`| head`) is no error; throws `OUTPUT_FAILED` otherwise. */
  print(text: string): Promise<void>;
  /** Writes to standard error; what cannot be written there is lost. */
  printError(text: string): void;
}
