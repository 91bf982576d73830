import type { CodecView } from "../codec-view.ts";
import { contentOf, type Element, encode, encodeAll, encodeInteger, integerOf, readElement, readElements, tag } from "./ber.ts";
import { keyOf, type MibTree, nextValue } from "./mib-tree.ts";

export const pduType = { get: 0xa0, getNext: 0xa1, response: 0xa2, set: 0xa3, getBulk: 0xa5, report: 0xa8 } as const;

/** A question, whatever the version of the message around it. For GETBULK the two numbers are its own. */
export interface Pdu {
  readonly type: number;
  readonly requestId: Buffer;
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly bindings: readonly Binding[];
}

interface Binding {
  readonly oid: Buffer;
  /** Encoded, tag and length included. */
  readonly value: Buffer;
}

/** A GETBULK answer stops here, so that it fits one Ethernet frame as real codecs make it fit. */
const bulkBytes = 1_300;
const notWritable = 17;
const endOfMibView = encode(tag.endOfMibView, Buffer.alloc(0));
const noSuchInstance = encode(tag.noSuchInstance, Buffer.alloc(0));

/** @throws BerError when the bytes are no PDU. */
export function readPdu(buffer: Buffer): Pdu {
  const outer = readElement(buffer);
  const [requestId, first, second, list] = readElements(outer.content);
  return {
    type: outer.tag,
    requestId: contentOf(requestId, tag.integer),
    nonRepeaters: Math.max(0, integerOf(first)),
    maxRepetitions: Math.max(0, integerOf(second)),
    bindings: readElements(contentOf(list, tag.sequence)).map(bindingOf),
  };
}

/** The answer of a codec, or null where it gives none. */
export function answerPdu(pdu: Pdu, tree: MibTree, codec: CodecView): Buffer | null {
  switch (pdu.type) {
    case pduType.get:
      return response(
        pdu,
        pdu.bindings.map(({ oid }) => ({ oid, value: tree.byKey.get(keyOf(oid))?.read(codec) ?? noSuchInstance })),
      );
    case pduType.getNext:
      return response(
        pdu,
        pdu.bindings.map(({ oid }) => nextBinding(tree, oid, codec)),
      );
    case pduType.getBulk:
      return response(pdu, bulk(pdu, tree, codec));
    case pduType.set:
      return encodePdu(pduType.response, pdu.requestId, notWritable, 1, pdu.bindings);
    default:
      return null;
  }
}

export function encodePdu(type: number, requestId: Buffer, error: number, errorIndex: number, bindings: readonly Binding[]): Buffer {
  const list = bindings.map(({ oid, value }) => encodeAll(tag.sequence, encode(tag.oid, oid), value));
  return encodeAll(type, encode(tag.integer, requestId), encodeInteger(error), encodeInteger(errorIndex), encodeAll(tag.sequence, ...list));
}

function response(pdu: Pdu, bindings: readonly Binding[]): Buffer {
  return encodePdu(pduType.response, pdu.requestId, 0, 0, bindings);
}

function nextBinding(tree: MibTree, oid: Buffer, codec: CodecView): Binding {
  return nextValue(tree, oid, codec) ?? { oid, value: endOfMibView };
}

function bulk(pdu: Pdu, tree: MibTree, codec: CodecView): Binding[] {
  const answers = pdu.bindings.slice(0, pdu.nonRepeaters).map(({ oid }) => nextBinding(tree, oid, codec));
  let row = pdu.bindings.slice(pdu.nonRepeaters);
  let size = 0;
  for (let repetition = 0; repetition < pdu.maxRepetitions && row.length > 0; repetition += 1) {
    row = row.map(({ oid }) => nextBinding(tree, oid, codec));
    size += row.reduce((sum, { oid, value }) => sum + oid.length + value.length + 6, 0);
    if (size > bulkBytes && repetition > 0) break;
    answers.push(...row);
    if (row.every(({ value }) => value === endOfMibView)) break;
  }
  return answers;
}

function bindingOf(element: Element): Binding {
  const [oid, value] = readElements(contentOf(element, tag.sequence));
  return { oid: contentOf(oid, tag.oid), value: value === undefined ? Buffer.from([tag.null, 0]) : encode(value.tag, value.content) };
}
