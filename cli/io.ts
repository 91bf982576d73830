/** Where a command speaks. Texts are written as they are: a line brings its own newline. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** How wide the terminal is. Absent: the output is read by a program, or by a test. */
  readonly columns?: number;
  /** What is typed or piped in, in whatever letters. Absent: nothing. */
  readonly stdin?: () => Promise<Uint8Array>;
}
