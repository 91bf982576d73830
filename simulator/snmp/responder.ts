import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import type { CodecView } from "../codec-view.ts";
import { faultNow, snmpUptimeMs } from "../life.ts";
import { contentOf, encode, encodeAll, encodeInteger, integerOf, readElement, readElements, tag } from "./ber.ts";
import type { MibTree } from "./mib-tree.ts";
import { answerPdu, readPdu } from "./pdu.ts";
import { answerV3, type UsmEngine } from "./v3-message.ts";

export interface SnmpFace {
  readonly tree: MibTree;
  /** Absent: the codec does not speak v2c. */
  readonly community?: string;
  /** Absent: the codec does not speak v3. */
  readonly engine?: UsmEngine;
  /** The codec as it is now. */
  readonly view: () => CodecView;
}

export interface SnmpResponder {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the SNMP port of one codec. Port 0 takes a free one. */
export async function startSnmpResponder(face: SnmpFace, address: string, port: number): Promise<SnmpResponder> {
  const socket = createSocket("udp4");
  const late = new Set<NodeJS.Timeout>();
  const send = (answer: Buffer, toPort: number, toAddress: string): void => socket.send(answer, toPort, toAddress, ignoreError);
  socket.on("message", (message, from) => {
    const view = face.view();
    const answer = answerDatagram(message, face, view);
    if (answer === null) return;
    const waitMs = faultNow(view.life, "slow", "snmp")?.answerAfterMs;
    if (waitMs === undefined) return send(answer, from.port, from.address);
    const timer = setTimeout(() => {
      late.delete(timer);
      send(answer, from.port, from.address);
    }, waitMs);
    late.add(timer);
  });
  await bind(socket, address, port);
  return { port: socket.address().port, close: () => close(socket, late) };
}

/** What the codec sends back, or null for nothing: an unreadable question and a wrong community get no answer. */
function answerDatagram(message: Buffer, face: SnmpFace, view: CodecView): Buffer | null {
  if (faultNow(view.life, "silent", "snmp") !== undefined) return null;
  if (faultNow(view.life, "garbled", "snmp") !== undefined) return randomBytes(20 + message.length);
  try {
    return answerMessage(message, face, view);
  } catch {
    return null;
  }
}

/** @throws BerError */
function answerMessage(message: Buffer, face: SnmpFace, view: CodecView): Buffer | null {
  const [version, community, pdu] = readElements(contentOf(readElement(message), tag.sequence));
  const refusesAll = faultNow(view.life, "refused", "snmp") !== undefined;
  switch (integerOf(version)) {
    case 1: {
      const word = contentOf(community, tag.octetString);
      if (refusesAll || face.community === undefined || word.toString() !== face.community || pdu === undefined) return null;
      const answer = answerPdu(readPdu(encode(pdu.tag, pdu.content)), face.tree, view);
      return answer === null ? null : encodeAll(tag.sequence, encodeInteger(1), encode(tag.octetString, word), answer);
    }
    case 3: {
      if (face.engine === undefined) return null;
      const clock = { boots: view.life.bootCount, time: Math.floor(snmpUptimeMs(view.life, view.nowMs) / 1000), refusesAll };
      return answerV3(message, face.engine, clock, (inner) => answerPdu(readPdu(inner), face.tree, view));
    }
    default:
      return null;
  }
}

function bind(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off("error", reject);
      // A client that went away makes the next receive fail on some systems; the codec does not care.
      socket.on("error", ignoreError);
      resolve();
    });
  });
}

function close(socket: Socket, late: Set<NodeJS.Timeout>): Promise<void> {
  for (const timer of late) clearTimeout(timer);
  return new Promise((resolve) => socket.close(resolve));
}

function ignoreError(): void {}
