export interface StopOptions {
  /** Called once, whatever happens: close everything. */
  readonly stop: () => Promise<void>;
  /** An error nobody expected, before the program stops because of it; or why stopping failed. */
  readonly onError: (error: unknown) => void;
  /** How long stopping may take before the process leaves all the same. */
  readonly graceMs: number;
  /** What SIGHUP asks for where no terminal is: to read again what may have changed. Absent, and in a terminal: to stop. */
  readonly onHangUp?: () => void;
}

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs until a signal or an unexpected error, then stops cleanly; gives the exit code.
 *
 * One Ctrl-C reaches a program started by npm twice, once from the terminal and once from npm: a second signal is therefore no
 * reason to hurry. Whoever cannot wait has `graceMs`, or kill -9, which loses nothing.
 */
export function untilToldToStop({ stop, onError, graceMs, onHangUp }: StopOptions): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stopWith = (code: number): void => {
      if (isStopping) return;
      isStopping = true;
      const timer = setTimeout(() => {
        onError(new Error(`stopping took more than ${graceMs} ms`));
        // oxlint-disable-next-line unicorn/no-process-exit -- what does not stop by itself would run for ever
        process.exit(1);
      }, graceMs);
      stop()
        .then(() => resolve(code))
        .catch((error: unknown) => {
          onError(error);
          resolve(1);
        })
        .finally(() => clearTimeout(timer));
    };
    for (const signal of signals) process.on(signal, () => stopWith(0));
    process.on("SIGHUP", () => (onHangUp === undefined || process.stdin.isTTY ? stopWith(0) : onHangUp()));
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.on(event, (error: unknown) => {
        onError(error);
        stopWith(1);
      });
    }
  });
}
