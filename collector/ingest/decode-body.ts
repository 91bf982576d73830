import { promisify } from "node:util";
import { gunzip, type InputType, inflate, type ZlibOptions } from "node:zlib";
import { wireLimits } from "../../contract/envelope.ts";
import { wireDictionary } from "../../contract/wire-dictionary.ts";
import { Refused } from "./refused.ts";

const unpack = {
  gzip: promisify<InputType, ZlibOptions, Buffer>(gunzip),
  // RFC 1950: the stream itself says whether it was made with the preset dictionary.
  deflate: promisify<InputType, ZlibOptions, Buffer>(inflate),
};

/** The JSON value of a request body. Unpacking stops at the wire's limit, whatever the body promises. @throws Refused */
export async function decodeBody(body: Buffer, encoding: string | undefined): Promise<unknown> {
  const plain = await plainBytes(body, encoding?.trim().toLowerCase() ?? "identity");
  if (plain.length > wireLimits.plainBytes) throw tooLarge();
  try {
    return JSON.parse(plain.toString("utf8"));
  } catch (error) {
    throw new Refused("NOT_JSON", `The body is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : ""}`);
  }
}

async function plainBytes(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === "identity") return body;
  if (encoding !== "gzip" && encoding !== "deflate") throw new Refused("MEDIA_TYPE", "Content-Encoding must be deflate, gzip or identity");
  const dictionary = encoding === "deflate" ? { dictionary: dictionaryBytes } : {};
  try {
    return await unpack[encoding](body, { maxOutputLength: wireLimits.plainBytes, ...dictionary });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new Refused("ENCODING_INVALID", `The body is not ${encoding}, as its Content-Encoding says`);
  }
}

const dictionaryBytes = Buffer.from(wireDictionary, "utf8");

function tooLarge(): Refused {
  return new Refused("TOO_LARGE", `An envelope holds at most ${wireLimits.plainBytes} bytes of JSON`);
}
