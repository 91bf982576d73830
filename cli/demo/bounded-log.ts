import { createWriteStream, renameSync, type WriteStream } from "node:fs";
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
  let out: WriteStream = openedAnew(file);
  let written = 0;
  let rest = "";
  const last: string[] = [];
  const take = (chunk: string): void => {
    written += Buffer.byteLength(chunk);
    out.write(chunk);
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    last.push(...lines.filter((line) => line.trim() !== ""));
    last.splice(0, Math.max(0, last.length - rememberedLines));
    if (written < maxBytes) return;
    out.end();
    renameSync(file, `${file}.1`);
    out = openedAnew(file);
    written = 0;
  };
  for (const source of sources) source.setEncoding("utf8").on("data", take);
  return { file, lastLines: () => last, close: () => void out.end() };
}

function openedAnew(file: string): WriteStream {
  const stream = createWriteStream(file, { flags: "w", mode: 0o600 });
  // A full disk must not end the demonstration: what it says is on the screen as well.
  stream.on("error", () => undefined);
  return stream;
}
