import snmp from "net-snmp";

/** What of a v2c GET comes back in its answer, byte for byte. */
export interface AskedNodes {
  /** Version and community, as they are encoded. */
  readonly door: Buffer;
  readonly nodes: readonly { readonly oid: string; readonly bytes: Buffer }[];
}

const sequenceTag = 0x30;
const noError = Buffer.from([2, 1, 0, 2, 1, 0]);

/** Null where the bytes are not those of such a question, as net-snmp encodes it. */
export function askedNodes(question: Buffer, idAt: number, idLength: number, oids: readonly string[]): AskedNodes | null {
  const reader = new Reader(question);
  if (!reader.enter(sequenceTag)) return null;
  const doorAt = reader.at;
  if (!reader.skip(snmp.ObjectType.Integer) || !reader.skip(snmp.ObjectType.OctetString)) return null;
  const door = question.subarray(doorAt, reader.at);
  if (!reader.enter(snmp.PduType.GetRequest) || reader.at + 2 !== idAt) return null;
  reader.at = idAt + idLength;
  if (!reader.isSame(noError) || !reader.enter(sequenceTag)) return null;
  const nodes = [];
  for (const oid of oids) {
    if (!reader.enter(sequenceTag)) return null;
    const from = reader.at;
    if (!reader.skip(snmp.ObjectType.OID)) return null;
    nodes.push({ oid, bytes: question.subarray(from, reader.at) });
    if (!reader.skip(snmp.ObjectType.Null)) return null;
  }
  return reader.isAtEnd() ? { door, nodes } : null;
}

/**
 * The variables of an answer that says nothing but the nodes asked, in their order, with values of the usual types: what a codec
 * says every minute, read at a third of what net-snmp needs. Null for any other datagram: net-snmp reads it, or refuses to.
 *
 * @param id the request id, as it is encoded
 */
export function readPlainAnswer(datagram: Buffer, { door, nodes }: AskedNodes, id: Buffer): snmp.Varbind[] | null {
  const reader = new Reader(datagram);
  const isOurs = reader.enter(sequenceTag) && reader.isSame(door) && reader.enter(snmp.PduType.GetResponse) && reader.isSame(id);
  if (!isOurs || !reader.isSame(noError) || !reader.enter(sequenceTag)) return null;
  const varbinds: snmp.Varbind[] = [];
  for (const { oid, bytes } of nodes) {
    if (!reader.enter(sequenceTag) || !reader.isSame(bytes)) return null;
    const type = reader.tag();
    const value = reader.value();
    if (value === undefined) return null;
    varbinds.push({ oid, type, value });
  }
  return reader.isAtEnd() ? varbinds : null;
}

/**
 * Goes through one datagram from its first byte to its last. Where an element that holds others says to end is not looked at, no more
 * than net-snmp does.
 */
class Reader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  tag(): number {
    return this.#bytes[this.at] ?? 0;
  }

  /** To the first byte of the content of an element. False: it is another one, or does not fit. */
  enter(tag: number): boolean {
    return this.tag() === tag && this.#length() >= 0;
  }

  /** Past an element. */
  skip(tag: number): boolean {
    if (this.tag() !== tag) return false;
    const length = this.#length();
    this.at += length;
    return length >= 0;
  }

  /** Past these very bytes. */
  isSame(expected: Buffer): boolean {
    const { at } = this;
    for (let index = 0; index < expected.length; index += 1) {
      if (this.#bytes[at + index] !== expected[index]) return false;
    }
    this.at = at + expected.length;
    return true;
  }

  isAtEnd(): boolean {
    return this.at === this.#bytes.length;
  }

  /** The value of an element as net-snmp gives it, and past it. Undefined: of a type or a length that is left to net-snmp. */
  value(): Value | undefined {
    const read = readers.get(this.tag());
    const length = this.#length();
    const from = this.at;
    if (read === undefined || length < 0) return undefined;
    this.at += length;
    return read(this.#bytes, from, length);
  }

  /** Past tag and length. Less than 0 where the content would not fit, or the length takes more than two bytes. */
  #length(): number {
    const bytes = this.#bytes;
    const short = bytes[this.at + 1] ?? 0xff;
    const extra = short < 0x80 ? 0 : short - 0x80;
    this.at += 2 + extra;
    if (extra > 2 || short === 0x80 || this.at > bytes.length) return -1;
    const length = extra === 0 ? short : bytes.readUIntBE(this.at - extra, extra);
    return this.at + length <= bytes.length ? length : -1;
  }
}

type Value = number | string | Buffer | null;
type ReadValue = (bytes: Buffer, from: number, length: number) => Value | undefined;

const integer: ReadValue = (bytes, from, length) => (length > 0 && length <= 4 ? bytes.readIntBE(from, length) : undefined);

const unsigned: ReadValue = (bytes, from, length) => {
  if (length > 0 && length <= 4) return bytes.readIntBE(from, length) >>> 0;
  return length === 5 && bytes[from] === 0 ? bytes.readUInt32BE(from + 1) : undefined;
};

const objectId: ReadValue = (bytes, from, length) => {
  const isWhole = length > 0 && bytes.readUInt8(from + length - 1) < 0x80;
  return isWhole ? textOfOid(bytes.subarray(from, from + length)) : undefined;
};

const nothing: ReadValue = (_bytes, _from, length) => (length === 0 ? null : undefined);

const readers: ReadonlyMap<number, ReadValue> = new Map([
  [snmp.ObjectType.Integer, integer],
  [snmp.ObjectType.Counter, unsigned],
  [snmp.ObjectType.Gauge, unsigned],
  [snmp.ObjectType.TimeTicks, unsigned],
  [snmp.ObjectType.OctetString, (bytes, from, length) => bytes.subarray(from, from + length)],
  [snmp.ObjectType.OID, objectId],
  [snmp.ObjectType.NoSuchObject, nothing],
  [snmp.ObjectType.NoSuchInstance, nothing],
  [snmp.ObjectType.EndOfMibView, nothing],
]);

function textOfOid(content: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = (arc << 7) + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      arcs.push(arc >>> 0);
      arc = 0;
    }
  }
  const [first = 0, ...others] = arcs;
  return [Math.trunc(first / 40), first % 40, ...others].join(".");
}
