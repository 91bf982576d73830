/** The part of X.690 that SNMP and a certificate need. Written for a responder: short messages, whole in memory. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

export class BerError extends Error {}

export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** Offset of what follows, in the buffer this was read from. */
  readonly end: number;
}

export function encode(type: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), encodeLength(content.length), content]);
}

export function encodeAll(type: number, ...parts: readonly Buffer[]): Buffer {
  return encode(type, Buffer.concat(parts));
}

export function encodeInteger(value: number | bigint, type: number = tag.integer): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    bytes.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (rest !== 0n && rest !== -1n);
  const isNegative = BigInt(value) < 0n;
  const first = bytes[0] ?? 0;
  if (isNegative && first < 0x80) bytes.unshift(0xff);
  if (!isNegative && first >= 0x80) bytes.unshift(0);
  return encode(type, Buffer.from(bytes));
}

export function encodeOid(oid: string): Buffer {
  return encode(tag.oid, oidContent(oid));
}

export function oidContent(oid: string): Buffer {
  const [first = 0, second = 0, ...others] = oid.split(".").map(Number);
  return Buffer.from([first * 40 + second, ...others].flatMap(base128));
}

export function encodeText(text: string, type: number = tag.octetString): Buffer {
  return encode(type, Buffer.from(text, "utf8"));
}

/** @throws BerError where the bytes end too early or a length makes no sense. */
export function readElement(buffer: Buffer, offset = 0): Element {
  const type = buffer[offset];
  const short = buffer[offset + 1];
  if (type === undefined || short === undefined) throw new BerError("an element ends before it starts");
  let length = short;
  let start = offset + 2;
  if (short >= 0x80) {
    const size = short & 0x7f;
    if (size === 0 || size > 4 || start + size > buffer.length) throw new BerError("a length cannot be read");
    length = buffer.readUIntBE(start, size);
    start += size;
  }
  if (start + length > buffer.length) throw new BerError("an element is longer than its message");
  return { tag: type, content: buffer.subarray(start, start + length), end: start + length };
}

/** The elements of a constructed one, in order. @throws BerError */
export function readElements(content: Buffer): Element[] {
  const elements: Element[] = [];
  for (let offset = 0; offset < content.length; ) {
    const element = readElement(content, offset);
    elements.push(element);
    offset = element.end;
  }
  return elements;
}

/** @throws BerError when `element` is missing or not of `type`. */
export function contentOf(element: Element | undefined, type: number): Buffer {
  if (element === undefined || element.tag !== type) throw new BerError(`expected an element of type ${type}`);
  return element.content;
}

/** @throws BerError */
export function integerOf(element: Element | undefined): number {
  const content = contentOf(element, tag.integer);
  if (content.length === 0 || content.length > 5) throw new BerError("an integer is too long");
  return content.readIntBE(0, content.length);
}

/** The arcs of an encoded object identifier. */
export function arcsOf(content: Buffer): number[] {
  const first = content[0] ?? 0;
  const arcs = [Math.min(2, Math.floor(first / 40)), first >= 80 ? first - 80 : first % 40];
  let arc = 0;
  for (const byte of content.subarray(1)) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  return arcs;
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  if (length < 0x10000) return Buffer.from([0x82, length >> 8, length & 0xff]);
  return Buffer.from([0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
