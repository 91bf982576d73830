import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";

/** The words of a program, in a file that is begun again at each start and never grows past twice `maxBytes`. */
export interface BoundedLog {
  readonly file: string;
  /** What it said last, newest last. */
  lastLines(): readonly string[];
  close(): void;
}

const rememberedLines = 20;

export function boundedLog(file: string, sources: readonly Readable[], maxBytes = 5_000_000): BoundedLog {
  let fd = openSync(file, "w", 0o600);
  let written = 0;
  let rest = "";
  const last: string[] = [];
  const write = (chunk: string): void => {
    if (written >= maxBytes) {
      closeSync(fd);
      renameSync(file, `${file}.1`);
      fd = openSync(file, "w", 0o600);
      written = 0;
    }
    written += writeSync(fd, chunk);
  };
  const take = (chunk: string): void => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    last.push(...lines.filter((line) => line.trim() !== ""));
    last.splice(0, Math.max(0, last.length - rememberedLines));
    try {
      write(chunk);
    } catch {
      // A full disk must not end the demonstration: what matters is said on the screen as well.
    }
  };
  for (const source of sources) source.setEncoding("utf8").on("data", take);
  return { file, lastLines: () => last, close: () => closeSync(fd) };
}
