import { writeSync } from "node:fs";
import { type Logger, type LoggerOptions, pino } from "pino";

const standardOutput = 1;
const stalledMs = 1_000;
const pauseMs = 10;

/**
 * The log of a program, one JSON object a line on standard output. A line that cannot be written, because the disk of the log is full or
 * nobody reads the pipe, is left out and counted in the next one that can be: whoever watches others must not stop for want of paper.
 * (pino's own stream throws outside of all functions then, and waits for ever for what it could not write when the program ends.)
 */
export function openLog(level: LoggerOptions["level"] & string): Logger {
  const lines = new Lines();
  const log = pino({ level }, { write: (line: string) => lines.write(line) });
  lines.onRecovery = (leftOut) => log.warn({ leftOut }, "log lines could not be written");
  return log;
}

class Lines {
  onRecovery: (leftOut: number) => void = () => {};
  #leftOut = 0;
  /** Half a line stands at the end of the log. */
  #isTorn = false;

  write(line: string): void {
    const bytes = Buffer.from(this.#isTorn ? `\n${line}` : line);
    const written = writeAll(bytes);
    const isWhole = written === bytes.length;
    this.#isTorn = isWhole ? false : this.#isTorn || written > 0;
    if (!isWhole) {
      this.#leftOut += 1;
      return;
    }
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    if (leftOut > 0) this.onRecovery(leftOut);
  }
}

/** How many bytes could be written. */
function writeAll(bytes: Buffer): number {
  let written = 0;
  let waitedMs = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(standardOutput, bytes, written);
    } catch (error) {
      // A pipe whose reader is slow; one whose reader stands still is not waited for.
      if (!isBusy(error) || waitedMs >= stalledMs) return written;
      waitedMs += pauseMs;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
  return written;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
