import {
  BerError,
  contentOf,
  type Element,
  encode,
  encodeAll,
  encodeInteger,
  encodeText,
  integerOf,
  oidContent,
  readElement,
  readElements,
  tag,
} from "./ber.ts";
import { encodePdu, pduType, readPdu } from "./pdu.ts";
import { authProtocols, decrypt, encrypt, keysFor, macOf, type PasswordKeys, type UsmKeys, type UsmUser } from "./usm-keys.ts";

/** One SNMP engine: a codec that has an SNMPv3 user. */
export interface UsmEngine {
  readonly engineId: Buffer;
  readonly user: UsmUser;
  readonly passwordKeys: PasswordKeys;
  /** Made at the first question: most codecs of a bench are never asked. */
  keys?: UsmKeys;
  /** Questions answered with a report, by the last arcs of its counter. */
  readonly reports: Map<string, number>;
}

export interface EngineClock {
  readonly boots: number;
  readonly time: number;
  /** True where the codec was told to refuse everybody. */
  readonly refusesAll: boolean;
}

interface Question {
  readonly messageId: Element;
  readonly flags: number;
  readonly engineId: Buffer;
  readonly boots: number;
  readonly time: number;
  readonly user: Buffer;
  readonly mac: Buffer;
  readonly salt: Buffer;
  readonly data: Element;
}

const flag = { auth: 1, priv: 2, reportable: 4 } as const;
const usmStats = "1.3.6.1.6.3.15.1.1";
const counterOf = { securityLevel: "1.0", timeWindow: "2.0", userName: "3.0", engineId: "4.0", digest: "5.0", decryption: "6.0" } as const;
const windowS = 150;

/** The whole answer to a message of version 3: what `answer` gives for the PDU, or a report that says what is wrong. */
export function answerV3(message: Buffer, engine: UsmEngine, clock: EngineClock, answer: (pdu: Buffer) => Buffer | null): Buffer | null {
  const question = readQuestion(message);
  const report = (counter: string, isSigned = false): Buffer | null => reportOf(question, engine, clock, counter, isSigned);
  if (!question.engineId.equals(engine.engineId)) return report(counterOf.engineId);
  if (clock.refusesAll || question.user.toString() !== engine.user.user)
    return report(clock.refusesAll ? counterOf.digest : counterOf.userName);
  if ((question.flags & (flag.auth | flag.priv)) !== (flag.auth | flag.priv)) return report(counterOf.securityLevel);
  const keys = keysOfEngine(engine);
  if (!isAuthentic(message, question, engine.user, keys)) return report(counterOf.digest);
  if (question.boots !== clock.boots || Math.abs(question.time - clock.time) > windowS) return report(counterOf.timeWindow, true);
  const scoped = openScoped(question, keys);
  if (scoped === null) return report(counterOf.decryption, true);
  const pdu = answer(scoped.pdu);
  return pdu === null ? null : seal(question, engine, clock, encodeAll(tag.sequence, scoped.context, pdu), flag.auth | flag.priv);
}

/** @throws BerError when the message is not one of version 3. */
function readQuestion(message: Buffer): Question {
  const [, header, security, data] = readElements(contentOf(readElement(message), tag.sequence));
  const [messageId, , flags, model] = readElements(contentOf(header, tag.sequence));
  if (messageId === undefined || data === undefined || integerOf(model) !== 3)
    throw new BerError("not a message of the user-based security model");
  const [engineId, boots, time, user, mac, salt] = readElements(contentOf(readElement(contentOf(security, tag.octetString)), tag.sequence));
  return {
    messageId,
    flags: contentOf(flags, tag.octetString)[0] ?? 0,
    engineId: contentOf(engineId, tag.octetString),
    boots: integerOf(boots),
    time: integerOf(time),
    user: contentOf(user, tag.octetString),
    mac: contentOf(mac, tag.octetString),
    salt: contentOf(salt, tag.octetString),
    data,
  };
}

function keysOfEngine(engine: UsmEngine): UsmKeys {
  engine.keys ??= keysFor(engine.user, engine.engineId, engine.passwordKeys);
  return engine.keys;
}

/** The digest is computed over the message with zeros in its own place. */
function isAuthentic(message: Buffer, question: Question, user: UsmUser, keys: UsmKeys): boolean {
  if (question.mac.length !== authProtocols[user.authProtocol].macBytes) return false;
  const blank = Buffer.from(message);
  const place = question.mac.byteOffset - message.byteOffset;
  blank.fill(0, place, place + question.mac.length);
  return macOf(user, keys, blank).equals(question.mac);
}

function openScoped(question: Question, keys: UsmKeys): { context: Buffer; pdu: Buffer } | null {
  try {
    const plain = decrypt(keys, question.boots, question.time, question.salt, contentOf(question.data, tag.octetString));
    return scopedParts(readElement(plain));
  } catch {
    return null;
  }
}

function scopedParts(scoped: Element): { context: Buffer; pdu: Buffer } {
  const [engineId, name, pdu] = readElements(contentOf(scoped, tag.sequence));
  const context = Buffer.concat([
    encode(tag.octetString, contentOf(engineId, tag.octetString)),
    encode(tag.octetString, contentOf(name, tag.octetString)),
  ]);
  return { context, pdu: pdu === undefined ? Buffer.alloc(0) : encode(pdu.tag, pdu.content) };
}

function reportOf(question: Question, engine: UsmEngine, clock: EngineClock, counter: string, isSigned: boolean): Buffer | null {
  if ((question.flags & flag.reportable) === 0) return null;
  const count = (engine.reports.get(counter) ?? 0) + 1;
  engine.reports.set(counter, count);
  const value = encodeInteger(count, tag.counter32);
  const pdu = encodePdu(pduType.report, requestIdOf(question), 0, 0, [{ oid: oidContent(`${usmStats}.${counter}`), value }]);
  const scoped = encodeAll(tag.sequence, encode(tag.octetString, engine.engineId), encodeText(""), pdu);
  return seal(question, engine, clock, scoped, isSigned ? flag.auth : 0);
}

/** Known only where the question came in clear; RFC 3412 says 0 otherwise. */
function requestIdOf(question: Question): Buffer {
  try {
    return readPdu(scopedParts(question.data).pdu).requestId;
  } catch {
    return Buffer.from([0]);
  }
}

function seal(question: Question, engine: UsmEngine, clock: EngineClock, scoped: Buffer, flags: number): Buffer {
  const isEncrypted = (flags & flag.priv) !== 0;
  const { salt, sealed } = isEncrypted
    ? encrypt(keysOfEngine(engine), clock.boots, clock.time, scoped)
    : { salt: Buffer.alloc(0), sealed: scoped };
  const macBytes = flags === 0 ? 0 : authProtocols[engine.user.authProtocol].macBytes;
  const security = encodeAll(
    tag.sequence,
    encode(tag.octetString, engine.engineId),
    encodeInteger(clock.boots),
    encodeInteger(clock.time),
    encode(tag.octetString, question.user),
    encode(tag.octetString, Buffer.alloc(macBytes)),
    encode(tag.octetString, salt),
  );
  const head = encodeAll(
    tag.sequence,
    encodeInteger(3),
    encodeAll(
      tag.sequence,
      encode(tag.integer, question.messageId.content),
      encodeInteger(65_507),
      encode(tag.octetString, Buffer.from([flags])),
      encodeInteger(3),
    ),
    encode(tag.octetString, security),
    isEncrypted ? encode(tag.octetString, sealed) : sealed,
  );
  if (macBytes === 0) return head;
  const dataBytes = isEncrypted ? encode(tag.octetString, sealed).length : sealed.length;
  const place = head.length - dataBytes - (2 + salt.length) - macBytes;
  macOf(engine.user, keysOfEngine(engine), head).copy(head, place);
  return head;
}
