import fc from "fast-check";
import snmp from "net-snmp";
import { afterEach, describe, expect, it, vi } from "vitest";
import { askedNodes, readPlainAnswer } from "../../../agent/transport/plain-answer.ts";
import { TemplateSession } from "../../../agent/transport/request-template.ts";
import { encode, encodeInteger, encodeOid, encodeText, oidContent, tag } from "../../../simulator/snmp/ber.ts";
import { encodePdu, pduType } from "../../../simulator/snmp/pdu.ts";
import { message } from "./hostile-udp.ts";

const oids = ["1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.2.0", "1.3.6.1.4.1.13885.101.1.1.4.0"];
const id = 20_000_003;

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a session makes of one datagram, once it has asked the same nodes a few times. */
function madeOf(Session: typeof snmp.Session, datagram: Buffer): unknown[] {
  const made: unknown[] = [];
  const listeners = new Map<string, (datagram: Buffer) => void>();
  const nothing = (): void => undefined;
  const socket = {
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    ref: nothing,
    unref: nothing,
    close: nothing,
    send: (_bytes: Buffer, _from: number, _length: number, _port: number, _to: string, sent: (error: null) => void) => sent(null),
  };
  const session = new Session("127.0.0.1", "public", { version: snmp.Version2c, dgramModule: { createSocket: () => socket } });
  session.on("error", () => made.push("undecodable"));
  const hear = (heard: Buffer): void => {
    try {
      listeners.get("message")?.(heard);
    } catch {
      made.push("thrown");
    }
  };
  const draw = vi.spyOn(Math, "random");
  for (const asked of [id - 2, id - 1, id]) {
    // Net-snmp draws its ids so.
    draw.mockReturnValue((asked + 0.5) / 100_000_000);
    session.get([...oids], (error, varbinds) => made.push(error === null ? varbinds : error.message));
    hear(asked === id ? datagram : answerOf(asked, oids.map(encodeNothing)));
  }
  draw.mockRestore();
  session.cancelRequests(new Error("still waiting"));
  return made;
}

function answerOf(requestId: number, values: readonly Buffer[], asked = oids, status = 0): Buffer {
  const bindings = values.map((value, index) => ({ oid: oidContent(asked[index] ?? "1.3.6.1"), value }));
  return message(encodePdu(pduType.response, encodeInteger(requestId).subarray(2), status, 0, bindings));
}

function encodeNothing(): Buffer {
  return encode(tag.noSuchInstance, Buffer.alloc(0));
}

const anyBytes = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes));
const anyValue = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => encodeInteger(value)),
  fc.tuple(fc.nat(2 ** 32 - 1), fc.constantFrom(0x41, 0x42, 0x43)).map(([value, type]) => encodeInteger(value, type)),
  fc.string({ maxLength: 300 }).map((text) => encodeText(text)),
  fc.array(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 12 }).map((arcs) => encodeOid(["1.3", ...arcs].join("."))),
  fc.constantFrom(0x80, 0x81, 0x82).map((type) => encode(type, Buffer.alloc(0))),
  // Whatever a codec may make of a type and a length.
  fc
    .tuple(fc.constantFrom(1, 2, 3, 4, 5, 6, 0x30, 0x40, 0x41, 0x42, 0x43, 0x44, 0x46, 0x80, 0x81, 0x82), anyBytes)
    .map(([type, bytes]) => encode(type, bytes)),
);
const threeValues = fc.array(anyValue, { minLength: 3, maxLength: 3 });

describe("what a codec says", () => {
  it("is heard as net-snmp hears it, whatever the values", () => {
    fc.assert(
      fc.property(threeValues, (values) => {
        const datagram = answerOf(id, values);

        expect(madeOf(TemplateSession, datagram)).toEqual(madeOf(snmp.Session, datagram));
      }),
      { numRuns: 500 },
    );
  });

  it("is heard as net-snmp hears it, whatever becomes of its bytes", () => {
    const changes = fc.array(fc.record({ at: fc.nat(140), to: fc.nat(255) }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(threeValues, changes, fc.option(fc.nat(140)), (values, changed, end) => {
        const datagram = answerOf(id, values).subarray(0, end ?? undefined);
        for (const { at, to } of changed) if (at < datagram.length) datagram[at] = to;

        expect(madeOf(TemplateSession, datagram)).toEqual(madeOf(snmp.Session, datagram));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["of another question", answerOf(id - 7, oids.map(encodeNothing))],
    ["with an error", answerOf(id, oids.map(encodeNothing), oids, 1)],
    ["of other nodes", answerOf(id, oids.map(encodeNothing), oids.toReversed())],
    ["of fewer nodes", answerOf(id, [encodeNothing()])],
    ["of one node more", answerOf(id, [...oids, "1.3.6.1"].map(encodeNothing))],
    ["followed by something", Buffer.concat([answerOf(id, oids.map(encodeNothing)), Buffer.from([0])])],
    ["empty", Buffer.alloc(0)],
  ])("is left to net-snmp where it is an answer %s", (_, datagram) => {
    const [question] = [questionOf(id)];
    const asked = askedNodes(question, question.indexOf(encodeInteger(id)) + 2, 4, oids);
    expect.assert(asked !== null, "the question is one of net-snmp's");

    expect(readPlainAnswer(datagram, asked, encodeInteger(id))).toBeNull();
    expect(madeOf(TemplateSession, datagram)).toEqual(madeOf(snmp.Session, datagram));
  });

  it("is read without net-snmp where it is nothing but the usual", () => {
    const question = questionOf(id);
    const asked = askedNodes(question, question.indexOf(encodeInteger(id)) + 2, 4, oids);
    expect.assert(asked !== null, "the question is one of net-snmp's");
    const values = [encodeInteger(360_000, tag.timeTicks), encodeOid("1.3.6.1.4.1.13885.101"), encodeText("Salle du conseil")];

    expect(readPlainAnswer(answerOf(id, values), asked, encodeInteger(id))?.map(({ value }) => value)).toEqual([
      360_000,
      "1.3.6.1.4.1.13885.101",
      Buffer.from("Salle du conseil"),
    ]);
  });

  it("is never read by a question that is none", () => {
    const question = questionOf(id);
    const idAt = question.indexOf(encodeInteger(id)) + 2;
    for (let end = 0; end < question.length; end += 1) expect(askedNodes(question.subarray(0, end), idAt, 4, oids)).toBeNull();
    expect(askedNodes(question, idAt, 4, oids.slice(1))).toBeNull();
    expect(askedNodes(question, idAt + 1, 4, oids)).toBeNull();
  });
});

function questionOf(requestId: number): Buffer {
  const bindings = oids.map((oid) => ({ oid: oidContent(oid), value: encode(5, Buffer.alloc(0)) }));
  return message(encodePdu(pduType.get, encodeInteger(requestId).subarray(2), 0, 0, bindings));
}
