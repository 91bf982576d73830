/** Why no answer came, in one word for the log. */
export function codeOfFailure(error: unknown): string {
  if (!(error instanceof Error)) return "NO_ANSWER";
  if (error.cause instanceof Error && error.cause.name === "TimeoutError") return "NO_ANSWER_IN_TIME";
  return "code" in error && typeof error.code === "string" ? error.code : "NO_ANSWER";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

/** A request that failed before there was any line to send it on: nobody has read a byte of it. */
export function neverLeft(error: unknown): boolean {
  return error instanceof Error && "neverLeft" in error && error.neverLeft === true;
}
