/** Exit codes of BSD's sysexits, so that a supervisor can tell "fix the file" from "start again". */
export const exitCodes = { done: 0, failure: 1, usage: 64, configuration: 78 } as const;
