import { constants, deflateSync } from "node:zlib";
import type { Envelope } from "../../contract/envelope.ts";
import { wireDictionary } from "../../contract/wire-dictionary.ts";

const dictionary = Buffer.from(wireDictionary, "utf8");

/** The body of a request, for `Content-Encoding: deflate`: JSON packed with the dictionary both sides know. */
export function encodeEnvelope(envelope: Envelope): Buffer {
  return deflateSync(JSON.stringify(envelope), { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL, dictionary });
}
