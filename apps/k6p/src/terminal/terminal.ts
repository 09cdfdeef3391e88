/** The parts of the three standard streams that the app uses. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream;
  /** Standard error as a stream, for questions. */
  readonly errors: NodeJS.WritableStream;
  readonly inputIsTerminal: boolean;
  /** Whether standard input is a pipe or a file, and so may be meant for another program. */
  readonly inputIsData: boolean;
  readonly outputIsTerminal: boolean;
  readonly errorsAreTerminal: boolean;
  /** Columns of the terminal; 80 if there is none. */
  readonly width: number;
  /** The keys of the terminal that the process was started in, whatever standard input is; undefined if there is none. */
  openKeys(): OpenKeys | undefined;
  /** Writes to standard output. It is not an error if the reader has closed the pipe (`| head`); other failures throw `OUTPUT_FAILED`. */
  print(text: string): Promise<void>;
  /** Writes to standard error; failures are ignored. */
  printError(text: string): void;
}

export interface OpenKeys {
  readonly input: NodeJS.ReadableStream;
  close(): void;
}
