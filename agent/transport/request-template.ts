import snmp from "net-snmp";
import { type AskedNodes, askedNodes, readPlainAnswer } from "./plain-answer.ts";

type Request = Parameters<snmp.Session["send"]>[0];

/** What is sent, and what must come back. */
interface KnownRequest {
  readonly id: number;
  readonly bytes: Buffer;
  /** The element of the id within those. */
  readonly idElement: Buffer;
  readonly asked: AskedNodes | null;
}

/** What tells one GET of a session from another: the nodes, and the request id. */
interface Question {
  readonly id: number;
  readonly varbinds: readonly { readonly oid: string }[];
}

/** One encoding by net-snmp. Its id may be replaced once a second encoding, with another id, has shown that nothing else changes. */
interface Template {
  readonly oids: readonly string[];
  readonly idLength: number;
  readonly id: number;
  readonly bytes: Buffer;
  readonly idAt: number;
  readonly asked: AskedNodes | null;
  standing: "learning" | "proven" | "refuted";
}

const integerTag = 2;
/** A codec is asked a handful of lists of nodes, all codecs of all families some dozens; those beyond are encoded each time. */
const maxTemplates = 96;

/**
 * The requests of sessions that have a community in common. A codec is asked the same nodes every minute, and encoding them anew is a fifth of what a poll
 * costs; only the request id differs. Net-snmp encodes a list of nodes the first two times, and the second must be, byte for byte,
 * the first with its id replaced. A list for which that does not hold is always left to net-snmp.
 */
export class RequestTemplates {
  readonly #templates: Template[] = [];

  /** The request with this id; null while net-snmp has to encode it. */
  encode({ id, varbinds }: Question): KnownRequest | null {
    const template = this.#find(id, varbinds);
    if (template?.standing !== "proven") return null;
    const bytes = withId(template, id);
    const { idAt, idLength, asked } = template;
    return { id, bytes, idElement: bytes.subarray(idAt - 2, idAt + idLength), asked };
  }

  /** Takes note of an encoding by net-snmp. */
  learn({ id, varbinds }: Question, encoding: Buffer): void {
    const template = this.#find(id, varbinds);
    if (template === undefined) this.#remember(id, varbinds, encoding);
    else if (template.standing === "learning" && template.id !== id)
      template.standing = withId(template, id).equals(encoding) ? "proven" : "refuted";
  }

  #remember(id: number, varbinds: Question["varbinds"], encoding: Buffer): void {
    if (this.#templates.length >= maxTemplates) return;
    const idLength = lengthOf(id);
    const element = Buffer.alloc(2 + idLength, integerTag);
    element.writeUInt8(idLength, 1);
    element.writeUIntBE(id, 2, idLength);
    const found = encoding.indexOf(element);
    const oids = varbinds.map(({ oid }) => oid);
    const standing = found < 0 ? "refuted" : "learning";
    // A copy: net-snmp gives a slice of a larger buffer.
    const bytes = Buffer.from(encoding);
    const asked = askedNodes(bytes, found + 2, idLength, oids);
    this.#templates.push({ oids, idLength, id, bytes, idAt: found + 2, asked, standing });
  }

  #find(id: number, varbinds: Question["varbinds"]): Template | undefined {
    const idLength = lengthOf(id);
    return this.#templates.find((template) => template.idLength === idLength && isSameList(template.oids, varbinds));
  }
}

/**
 * A v2c session of net-snmp that encodes what it asks again and again only once, and reads the usual answer by what was asked.
 * Ids, timers, retries and every other answer stay net-snmp's.
 */
export class TemplateSession extends snmp.Session {
  #requests = new RequestTemplates();
  /** The last question, where it was one asked before. */
  #request: KnownRequest | null = null;

  /** From now on with the requests of other sessions of the same community. */
  share(requests: RequestTemplates): void {
    this.#requests = requests;
  }

  override send(request: Request, noWait: boolean): this {
    const { message } = request;
    const question = message.buffer === undefined ? questionOf(message.pdu) : null;
    if (question === null) return super.send(request, noWait);
    this.#request = this.#requests.encode(question);
    // Net-snmp sends a message that has its bytes as it is: that is how it repeats one.
    if (this.#request !== null) message.buffer = this.#request.bytes;
    super.send(request, noWait);
    if (this.#request === null && Buffer.isBuffer(message.buffer)) this.#requests.learn(question, message.buffer);
    return this;
  }

  override onMsg(datagram: Buffer): void {
    const { id, idElement, asked } = this.#request ?? unknownRequest;
    const varbinds = asked === null ? null : readPlainAnswer(datagram, asked, idElement);
    const request = varbinds === null ? null : this.unregisterRequest(id);
    if (varbinds === null || request === null) super.onMsg(datagram);
    else request.responseCb(null, varbinds);
  }
}

const unknownRequest = { id: 0, idElement: Buffer.alloc(0), asked: null };

/** Null where the request is not a GET with an id that can be replaced. */
function questionOf(pdu: unknown): Question | null {
  if (typeof pdu !== "object" || pdu === null || !("type" in pdu) || pdu.type !== snmp.PduType.GetRequest) return null;
  if (!("id" in pdu) || typeof pdu.id !== "number" || !("varbinds" in pdu) || !Array.isArray(pdu.varbinds)) return null;
  const { id } = pdu;
  return Number.isInteger(id) && id >= 0 && id < 2 ** 31 ? { id, varbinds: pdu.varbinds } : null;
}

function withId({ bytes, idAt, idLength }: Template, id: number): Buffer {
  const request = Buffer.from(bytes);
  request.writeUIntBE(id, idAt, idLength);
  return request;
}

/** Bytes of a positive integer in BER: the highest bit is the sign. */
function lengthOf(id: number): number {
  if (id < 2 ** 7) return 1;
  if (id < 2 ** 15) return 2;
  return id < 2 ** 23 ? 3 : 4;
}

function isSameList(oids: readonly string[], varbinds: Question["varbinds"]): boolean {
  return oids.length === varbinds.length && oids.every((oid, index) => oid === varbinds[index]?.oid);
}
