import { promisify } from "node:util";
import { unzip } from "node:zlib";
import { decodeText } from "./http-charset.ts";
import type { NoAnswer } from "./no-answer.ts";

/** The largest true document known is a call history of some 200 kB; a parsed tree weighs ten times its text. */
export const maxBodyBytes = 4 * 1024 * 1024;

export type BodyText = { readonly text: string } | NoAnswer;

interface Announced {
  readonly length: string;
  readonly encoding: string;
  readonly type: string;
}

const unpack = promisify(unzip);

/** Whether the codec says itself that its answer is out of all proportion: then not a byte of it is read. */
export function isAnnouncedTooLarge({ length }: Pick<Announced, "length">): boolean {
  return Number(length) > maxBodyBytes;
}

export const tooLarge: NoAnswer = { outcome: "garbled", note: "too_large" };

/** What was said, in letters. We ask for plain bytes; some web servers send what they have packed once for all. */
export async function textOfBody(bytes: Uint8Array, { encoding, type }: Announced): Promise<BodyText> {
  if (encoding === "" || /^identity$/i.test(encoding)) return { text: decodeText(bytes, type) };
  if (!/^(?:x-)?(?:gzip|deflate)$/i.test(encoding)) return { outcome: "garbled", note: "compressed" };
  try {
    return { text: decodeText(await unpack(bytes, { maxOutputLength: maxBodyBytes }), type) };
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isTooLarge ? tooLarge : { outcome: "garbled", note: "compressed" };
  }
}
