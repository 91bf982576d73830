import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { headLength, headOf, type LineKind, longestLine, mark, parsed } from "./line.ts";

const overlapBytes = longestLine + headLength;
const chunkBytes = 4 * overlapBytes;

/** Values of every intact line among the bytes of a file, whatever else it holds, in the order they lie there. Some come twice. */
export function* rawLines(file: string): Generator<{ kind: LineKind; value: unknown }> {
  for (const bytes of chunksOf(file)) {
    for (let start = bytes.indexOf(mark); start >= 0; start = bytes.indexOf(mark, start + 1)) {
      const head = headOf(bytes.toString("latin1", start, start + headLength));
      if (head === null) continue;
      const json = bytes.subarray(start + headLength, start + headLength + head.length);
      if (crc32(json) === head.checksum) yield { kind: head.kind, value: parsed(json.toString("utf8")) };
    }
  }
}

/** A large file piece by piece; each piece begins with the end of the one before, so that no line is cut in two. */
function* chunksOf(file: string): Generator<Buffer> {
  if (!existsSync(file)) return;
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(chunkBytes, size));
    for (let position = 0; position < size; position += chunkBytes - overlapBytes) {
      yield buffer.subarray(0, readWhatCanBe(descriptor, buffer, position));
    }
  } finally {
    closeSync(descriptor);
  }
}

function readWhatCanBe(descriptor: number, buffer: Buffer, position: number): number {
  try {
    return readSync(descriptor, buffer, 0, buffer.length, position);
  } catch {
    // A sector of the card that cannot be read any more.
    return 0;
  }
}
