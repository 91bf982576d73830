/** Where a command speaks. Texts are written as they are: a line brings its own newline. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}
