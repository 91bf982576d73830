import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import {
  contentOf,
  encode,
  encodeAll,
  encodeInteger,
  encodeText,
  oidContent,
  readElement,
  readElements,
  tag,
} from "../../../simulator/snmp/ber.ts";
import { encodePdu, type Pdu, pduType, readPdu } from "../../../simulator/snmp/pdu.ts";

/** A question as the hostile codec received it. */
export interface Heard {
  readonly datagram: Buffer;
  /** Empty for a v3 question. */
  readonly pdu: Pdu;
  /** How many questions came before this one. */
  readonly order: number;
}

export interface HostileCodec {
  readonly port: number;
  readonly heardCount: () => number;
  close(): Promise<void>;
}

type Answer = (heard: Heard, reply: (datagram: Buffer, from?: Socket) => void) => void;

/** A thing on UDP that answers SNMPv2c questions as badly as wanted. */
export async function startHostileCodec(answer: Answer): Promise<HostileCodec> {
  const socket = await openSocket("127.0.0.1");
  let count = 0;
  socket.on("message", (datagram, from) => {
    const order = count;
    count += 1;
    answer({ datagram, pdu: pduOf(datagram), order }, (reply, by = socket) => by.send(reply, from.port, from.address));
  });
  return { port: socket.address().port, heardCount: () => count, close: () => closeSocket(socket) };
}

export async function openSocket(address: string, port = 0): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(port, address);
  await once(socket, "listening");
  return socket;
}

export function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

/** A good answer: the same value for every node asked. */
export function goodAnswer({ pdu }: Heard, value: Buffer = encodeInteger(42)): Buffer {
  return message(
    encodePdu(
      pduType.response,
      pdu.requestId,
      0,
      0,
      pdu.bindings.map(({ oid }) => ({ oid, value })),
    ),
  );
}

export function errorAnswer({ pdu }: Heard, status: number): Buffer {
  return message(encodePdu(pduType.response, pdu.requestId, status, 1, pdu.bindings));
}

/** usmStatsUnknownEngineIDs sent to someone who speaks v2c. */
export function reportAnswer({ pdu }: Heard): Buffer {
  return message(encodePdu(pduType.report, pdu.requestId, 0, 0, pdu.bindings));
}

export function message(pdu: Buffer, community = "public"): Buffer {
  return encodeAll(tag.sequence, encodeInteger(1), encodeText(community), pdu);
}

function pduOf(datagram: Buffer): Pdu {
  const [, , pdu] = readElements(contentOf(readElement(datagram), tag.sequence));
  if (pdu === undefined || pdu.tag < 0xa0) return { type: 0, requestId: Buffer.alloc(0), nonRepeaters: 0, maxRepetitions: 0, bindings: [] };
  return readPdu(encode(pdu.tag, pdu.content));
}

/** An unsigned v3 Report of a usmStats counter, by an engine that claims never to have booted. */
export function v3Report(datagram: Buffer, usmStat: string): Buffer {
  const [, header] = readElements(contentOf(readElement(datagram), tag.sequence));
  const [messageId] = readElements(contentOf(header, tag.sequence));
  const engine = Buffer.from("80001f8804766967696500", "hex");
  const octets = (bytes: Buffer): Buffer => encode(tag.octetString, bytes);
  const security = encodeAll(
    tag.sequence,
    octets(engine),
    encodeInteger(0),
    encodeInteger(0),
    octets(Buffer.alloc(0)),
    octets(Buffer.alloc(0)),
    octets(Buffer.alloc(0)),
  );
  const bindings = [{ oid: oidContent(usmStat), value: encodeInteger(1, tag.counter32) }];
  return encodeAll(
    tag.sequence,
    encodeInteger(3),
    encodeAll(
      tag.sequence,
      encode(tag.integer, contentOf(messageId, tag.integer)),
      encodeInteger(65_507),
      octets(Buffer.from([0])),
      encodeInteger(3),
    ),
    octets(security),
    encodeAll(tag.sequence, octets(engine), octets(Buffer.alloc(0)), encodePdu(pduType.report, Buffer.from([1]), 0, 0, bindings)),
  );
}
