/** The parts of the three standard streams that the app uses. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream;
  /** Standard error as a stream, for questions. */
  readonly errors: NodeJS.WritableStream;
  readonly inputIsTerminal: boolean;
  readonly outputIsTerminal: boolean;
  readonly errorsAreTerminal: boolean;
  /** Columns of the terminal; 80 if there is none. */
  readonly width: number;
  /** Writes to standard output. It is not an error if the reader has closed the pipe (`| head`); other failures throw `OUTPUT_FAILED`. */
  print(text: string): Promise<void>;
  /** Writes to standard error; failures are ignored. */
  printError(text: string): void;
}
