import fc from "fast-check";
import snmp from "net-snmp";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { RequestTemplates, TemplateSession } from "../../../agent/transport/request-template.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { secret } from "../recorded-codec.ts";
import { broughtAbout, holdTime, pass } from "./held-time.ts";
import { errorAnswer, goodAnswer, startHostileCodec } from "./hostile-udp.ts";

const highestId = 99_999_999;
const oids = ["1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.5.0", "1.3.6.1.4.1.13885.101.1.1.4.0"];

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

interface Asked {
  readonly id: number;
  readonly oids: readonly string[];
}

/** The datagrams of a session that asks these things with these request ids. */
function datagramsOf(Session: typeof snmp.Session, community: string, questions: readonly Asked[]): string[] {
  const sent: string[] = [];
  const nothing = (): void => undefined;
  const socket = {
    on: nothing,
    ref: nothing,
    unref: nothing,
    close: nothing,
    send: (datagram: Buffer) => sent.push(datagram.toString("hex")),
  };
  const session = new Session("127.0.0.1", community, { version: snmp.Version2c, dgramModule: { createSocket: () => socket } });
  const draw = vi.spyOn(Math, "random");
  for (const question of questions) {
    // Net-snmp draws its ids so.
    draw.mockReturnValue((question.id + 0.5) / (highestId + 1));
    session.get([...question.oids], nothing);
  }
  draw.mockRestore();
  return sent;
}

function idsOf(...ids: number[]): Asked[] {
  return ids.map((id) => ({ id, oids }));
}

const anyId = fc.oneof(fc.nat(127), fc.nat(0x7fff), fc.nat(0x7f_ffff), fc.nat(highestId));
const anyOid = fc
  .array(fc.oneof(fc.nat(127), fc.nat(70_000), fc.nat(0x7fff_ffff)), { minLength: 1, maxLength: 20 })
  .map((arcs) => ["1.3.6", ...arcs].join("."));
const anyLists = fc.array(fc.array(anyOid, { minLength: 1, maxLength: 24 }), { minLength: 1, maxLength: 3 });

describe("the question a codec is asked every minute", () => {
  it("is byte for byte what net-snmp would have sent, whatever the nodes, the community and the ids", () => {
    const turns = fc.array(fc.record({ id: anyId, list: fc.nat(2) }), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(anyLists, fc.string({ minLength: 1, maxLength: 200 }), turns, (lists, community, asked) => {
        const questions = asked.map(({ id, list }) => ({ id, oids: lists[list % lists.length] ?? [] }));

        expect(datagramsOf(TemplateSession, community, questions)).toEqual(datagramsOf(snmp.Session, community, questions));
      }),
    );
  });

  it("stays right where a community holds the very bytes of a request id", () => {
    const ids = idsOf(0x01_02_03_04, 0x01_02_03_05, 0x01_02_03_06, 0x01_02_03_07);
    const community = "\u0002\u0004\u0001\u0002\u0003\u0004";

    expect(datagramsOf(TemplateSession, community, ids)).toEqual(datagramsOf(snmp.Session, community, ids));
  });

  it("stays right for more lists of nodes than are kept", () => {
    const questions = Array.from({ length: 120 }, (_, index) => ({ id: 20_000_000 + index, oids: [`1.3.6.1.2.1.1.${index % 40}.0`] }));

    expect(datagramsOf(TemplateSession, "public", questions)).toEqual(datagramsOf(snmp.Session, "public", questions));
  });

  it("is encoded by net-snmp twice, and then only gets its id", () => {
    const ids = idsOf(20_000_001, 20_000_002, 20_000_003);
    const [first = "", second = "", third = ""] = datagramsOf(snmp.Session, "public", ids);
    const templates = new RequestTemplates();
    const question = (id: number) => ({ id, varbinds: oids.map((oid) => ({ oid })) });

    templates.learn(question(20_000_001), Buffer.from(first, "hex"));
    expect(templates.encode(question(20_000_002))).toBeNull();
    templates.learn(question(20_000_002), Buffer.from(second, "hex"));

    expect(templates.encode(question(20_000_003))?.bytes.toString("hex")).toBe(third);
    expect(templates.encode({ ...question(20_000_003), varbinds: [{ oid: "1.3.6.1" }] }), "other nodes").toBeNull();
    expect(templates.encode(question(3)), "an id of another length").toBeNull();
  });

  it("is left to net-snmp for ever once more than the id has changed between two questions", () => {
    const templates = new RequestTemplates();
    const question = (id: number) => ({ id, varbinds: [{ oid: "1.3.6.1" }] });
    const encoding = (id: number, rest: number) => Buffer.from([2, 1, id, rest]);

    templates.learn(question(1), encoding(1, 7));
    templates.learn(question(2), encoding(2, 8));
    templates.learn(question(3), encoding(3, 7));
    templates.learn(question(4), encoding(4, 7));

    expect(templates.encode(question(5))).toBeNull();
  });

  it("is left to net-snmp where the id cannot be found in it", () => {
    const templates = new RequestTemplates();
    const question = (id: number) => ({ id, varbinds: [{ oid: "1.3.6.1" }] });

    templates.learn(question(1), Buffer.from("no id"));
    templates.learn(question(2), Buffer.from("no id"));

    expect(templates.encode(question(3))).toBeNull();
  });
});

describe("a codec asked for hours", () => {
  async function askManyTimes(
    times: number,
    answer: Parameters<typeof startHostileCodec>[0],
    { loses = 0, ...more }: { timeoutMs: number; retries: number; loses?: number },
  ) {
    const heard: string[] = [];
    const codec = await startHostileCodec((question, reply) => {
      heard.push(question.datagram.toString("hex"));
      answer(question, reply);
    });
    const snmpSettings = { version: "2c", port: codec.port, community: secret("public") } as const;
    const channel = new SnmpChannel({ host: "127.0.0.1", snmp: snmpSettings, ...more }, newTransportCounters());
    const answers = [];
    if (loses > 0) holdTime();
    for (let time = 0; time < times; time += 1) {
      const before = heard.length;
      const asking = channel.get(oids);
      for (let lost = 1; lost <= loses; lost += 1) {
        await broughtAbout(() => heard.length === before + lost);
        await pass(more.timeoutMs);
      }
      answers.push(await asking);
    }
    vi.useRealTimers();
    channel.close();
    await codec.close();
    return { heard, answers };
  }

  it("gets a new request id each time and is understood each time", async () => {
    const { heard, answers } = await askManyTimes(40, (question, reply) => reply(goodAnswer(question)), { timeoutMs: 20_000, retries: 0 });

    expect(new Set(heard).size).toBe(40);
    for (const answer of answers) expect(answer).toEqual({ outcome: "answered", values: [42, 42, 42], dropped: 0 });
  });

  it("is asked the very same again when a question was lost", async () => {
    const isLost = (order: number): boolean => order % 2 === 0;
    const { heard, answers } = await askManyTimes(
      5,
      (question, reply) => {
        if (!isLost(question.order)) reply(goodAnswer(question));
      },
      { timeoutMs: 1_000, retries: 1, loses: 1 },
    );

    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill("answered"));
    expect(heard.filter((_, order) => isLost(order))).toEqual(heard.filter((_, order) => !isLost(order)));
    expect(new Set(heard).size).toBe(5);
  });

  it("is asked in smaller parts each time it cannot hold the answer in one", async () => {
    const { answers } = await askManyTimes(
      5,
      (question, reply) => reply(question.pdu.bindings.length > 1 ? errorAnswer(question, 1) : goodAnswer(question)),
      { timeoutMs: 5_000, retries: 0 },
    );

    for (const answer of answers) expect(answer).toEqual({ outcome: "answered", values: [42, 42, 42], dropped: 0 });
  });
});
