import { execFile } from "node:child_process";

/** The service manager that started this program, systemd, and what it wants to hear. */
export interface ServiceManager {
  /** A sign of life is expected at least this often, ms; null: none is. */
  readonly watchdogMs: number | null;
  /** `READY=1`, `WATCHDOG=1`, `STATUS=…`, as sd_notify(3) says. Returns at once; nothing happens where no manager listens. */
  tell(facts: readonly string[]): void;
}

export interface ServiceManagerOptions {
  readonly env: NodeJS.ProcessEnv;
  /** A telling that did not arrive. */
  readonly onError: (error: Error) => void;
  /** Other than `systemd-notify` only in a test. */
  readonly program?: string;
}

const longestTellingMs = 5_000;

/** Node.js cannot write to a socket of this kind, so systemd's own program does, some milliseconds every minute. */
export function serviceManager({ env, onError, program = "systemd-notify" }: ServiceManagerOptions): ServiceManager {
  const isListening = env["NOTIFY_SOCKET"] !== undefined;
  const watchdogMs = Number(env["WATCHDOG_USEC"] ?? 0) / 1000;
  return {
    watchdogMs: isListening && watchdogMs > 0 ? watchdogMs : null,
    tell: (facts) => {
      if (!isListening) return;
      execFile(program, [...facts], { timeout: longestTellingMs, windowsHide: true }, (error) => {
        if (error !== null) onError(error);
      });
    },
  };
}
