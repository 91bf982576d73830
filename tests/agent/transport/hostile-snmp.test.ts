import { randomBytes } from "node:crypto";
import type { Socket } from "node:dgram";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { encodeInteger, encodeOid, encodeText, oidContent } from "../../../simulator/snmp/ber.ts";
import { encodePdu, pduType } from "../../../simulator/snmp/pdu.ts";
import { secret } from "../recorded-codec.ts";
import { broughtAbout, holdTime, pass } from "./held-time.ts";
import {
  closeSocket,
  errorAnswer,
  goodAnswer,
  type HostileCodec,
  message,
  openSocket,
  reportAnswer,
  startHostileCodec,
  v3Report,
} from "./hostile-udp.ts";

const oids = ["1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.6.0"];
const tooBig = 1;
const genErr = 5;
/** What a codec may take that must answer; where one must not, the test holds the time. */
const patienceMs = 20_000;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

function channelTo(codec: HostileCodec, more: { timeoutMs?: number; retries?: number } = {}) {
  const counters = newTransportCounters();
  const settings = { version: "2c", port: codec.port, community: secret("public") } as const;
  const channel = new SnmpChannel({ host: "127.0.0.1", snmp: settings, timeoutMs: patienceMs, retries: 0, ...more }, counters);
  closing.push(() => channel.close());
  return { channel, counters };
}

async function hostile(...answer: Parameters<typeof startHostileCodec>): Promise<HostileCodec> {
  const codec = await startHostileCodec(...answer);
  closing.push(() => codec.close());
  return codec;
}

describe("a codec that answers nonsense over SNMP", () => {
  it("is told as garbled and counted, and the agent lives", async () => {
    const codec = await hostile((_, reply) => reply(randomBytes(64)));
    const { channel, counters } = channelTo(codec);
    holdTime();
    const answer = channel.get(oids);
    await broughtAbout(() => counters.malformedReplies > 0);
    await pass(patienceMs);

    expect(await answer).toMatchObject({ outcome: "garbled", note: "snmp_undecodable" });
    expect(counters.malformedReplies).toBe(1);
  });

  it("does not hide the good answer that follows the nonsense", async () => {
    const codec = await hostile((heard, reply) => {
      reply(Buffer.from("nonsense"));
      reply(goodAnswer(heard));
    });
    const { channel, counters } = channelTo(codec);

    expect(await channel.get(oids)).toMatchObject({ outcome: "answered", values: [42, 42, 42] });
    expect(counters.malformedReplies).toBe(1);
  });

  it("is told as garbled at once when it sends a v3 report to a v2c question, and is heard again afterwards", async () => {
    const codec = await hostile((heard, reply) => reply(heard.order === 0 ? reportAnswer(heard) : goodAnswer(heard)));
    const { channel, counters } = channelTo(codec, { timeoutMs: 60_000 });

    expect(await channel.get(oids)).toMatchObject({ outcome: "garbled", note: "snmp_unexpected_report" });
    expect(await channel.get(oids)).toMatchObject({ outcome: "answered" });
    expect(counters.malformedReplies).toBe(1);
  });

  it("is told as garbled when it answers with another community", async () => {
    const codec = await hostile(({ pdu }, reply) =>
      reply(message(encodePdu(pduType.response, pdu.requestId, 0, 0, pdu.bindings), "other")),
    );
    const { channel, counters } = channelTo(codec, { timeoutMs: 60_000 });

    expect(await channel.get(oids)).toMatchObject({ outcome: "garbled" });
    expect(counters.malformedReplies).toBe(1);
  });

  it("loses the nodes that were not asked for, and keeps the others", async () => {
    const codec = await hostile(({ pdu }, reply) => {
      const bindings = pdu.bindings.map(({ oid }, index) => ({
        oid: index === 1 ? oidContent("1.3.6.1.2.1.1.4.0") : oid,
        value: encodeText("salle"),
      }));
      reply(message(encodePdu(pduType.response, pdu.requestId, 0, 0, bindings)));
    });

    expect(await channelTo(codec).channel.get(oids)).toEqual({ outcome: "answered", values: ["salle", null, "salle"], dropped: 1 });
  });

  it("never kills the agent nor hangs a poll, whatever bytes are damaged", async () => {
    const damage = fc.record({ at: fc.nat(200), byte: fc.nat(255) });
    const damages = fc.array(damage, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damages, fc.boolean(), async (bytes, isCut) => {
        expect(await outcomeOfDamaged(bytes, isCut)).toMatch(/^(answered|garbled|refused)$/);
      }),
      { numRuns: 60 },
    );
  });
});

/** A damaged answer, then a good one: what the agent makes of the two. */
async function outcomeOfDamaged(damages: readonly { at: number; byte: number }[], isCut: boolean): Promise<string> {
  const codec = await startHostileCodec((heard, reply) => {
    const damaged = goodAnswer(heard, encodeOid("1.3.6.1.4.1.2684"));
    for (const { at, byte } of damages) damaged[at % damaged.length] = byte;
    reply(isCut ? damaged.subarray(0, damages[0]?.at ?? 0) : damaged);
    reply(goodAnswer(heard));
  });
  const { channel } = channelTo(codec, { timeoutMs: 2_000 });
  const { outcome } = await channel.get(oids);
  channel.close();
  await codec.close();
  return outcome;
}

describe("an answer from someone who was not asked", () => {
  it("is refused and counted when it comes from another port, and the true one is taken", async () => {
    const forger = await openSocket("127.0.0.1");
    closing.push(() => closeSocket(forger));
    const answerNow: (() => void)[] = [];
    const codec = await hostile((heard, reply) => {
      reply(goodAnswer(heard, encodeInteger(666)), forger);
      answerNow.push(() => reply(goodAnswer(heard)));
    });
    const { channel, counters } = channelTo(codec);
    const answer = channel.get(oids);
    await broughtAbout(() => counters.spoofedReplies > 0);
    answerNow[0]?.();

    expect(await answer).toMatchObject({ outcome: "answered", values: [42, 42, 42] });
    expect(counters.spoofedReplies).toBe(1);
  });

  it("is refused and counted when it comes from another address on the same port, and leaves the codec silent", async () => {
    const forgers: Socket[] = [];
    const codec = await hostile((heard, reply) => reply(goodAnswer(heard), forgers[0]));
    forgers.push(await openSocket("127.0.0.2", codec.port));
    closing.push(() => forgers.map(closeSocket));
    const { channel, counters } = channelTo(codec);
    holdTime();
    const answer = channel.get(oids);
    await broughtAbout(() => counters.spoofedReplies > 0);
    await pass(patienceMs);

    expect(await answer).toMatchObject({ outcome: "silent" });
    expect(counters).toEqual({ spoofedReplies: 1, malformedReplies: 0 });
  });
});

describe("a codec that cannot hold a question in one answer", () => {
  it("is asked in smaller parts", async () => {
    const codec = await hostile((heard, reply) => reply(heard.pdu.bindings.length > 2 ? errorAnswer(heard, tooBig) : goodAnswer(heard)));
    const many = Array.from({ length: 24 }, (_, index) => `1.3.6.1.2.1.2.2.1.2.${index + 1}`);

    expect(await channelTo(codec).channel.get(many)).toEqual({ outcome: "answered", values: many.map(() => 42), dropped: 0 });
  });

  it("loses only the node it chokes on", async () => {
    const codec = await hostile((heard, reply) => {
      const chokes = heard.pdu.bindings.some(({ oid }) => oid.equals(oidContent(oids[1] ?? "")));
      reply(chokes ? errorAnswer(heard, genErr) : goodAnswer(heard));
    });

    expect(await channelTo(codec).channel.get(oids)).toEqual({ outcome: "answered", values: [42, null, 42], dropped: 1 });
  });
});

describe("a table without end", () => {
  const column = "1.3.6.1.2.1.2.2.1.2";

  it("is left after a reasonable number of rows", async () => {
    let row = 0;
    const codec = await hostile(({ pdu }, reply) => {
      const next = (): Buffer => oidContent(`${column}.${++row}`);
      const bindings = Array.from({ length: pdu.maxRepetitions }, () => ({ oid: next(), value: encodeInteger(1) }));
      reply(message(encodePdu(pduType.response, pdu.requestId, 0, 0, bindings)));
    });
    const answer = await channelTo(codec).channel.walk([column]);

    expect(answer.outcome === "answered" && answer.values[0]?.size).toBe(64);
  });

  it("is left when it turns round", async () => {
    const codec = await hostile(({ pdu }, reply) => {
      reply(message(encodePdu(pduType.response, pdu.requestId, 0, 0, [{ oid: oidContent(`${column}.1`), value: encodeInteger(1) }])));
    });
    const answer = await channelTo(codec).channel.walk([column]);

    expect(answer).toMatchObject({ outcome: "answered", dropped: 1 });
    expect(codec.heardCount()).toBe(2);
  });
});

describe("a codec that speaks v3 and will not agree", () => {
  const settings = { version: "3", user: "vigie", authProtocol: "sha256", privProtocol: "aes" } as const;
  const passwords = { authPassword: secret("authentification"), privPassword: secret("confidentialite") };

  async function askV3(usmStat: string) {
    const codec = await hostile(({ datagram }, reply) => reply(v3Report(datagram, usmStat)));
    const snmp = { ...settings, ...passwords, port: codec.port };
    const channel = new SnmpChannel({ host: "127.0.0.1", snmp, timeoutMs: patienceMs, retries: 0 }, newTransportCounters());
    closing.push(() => channel.close());
    return { answer: await channel.get(oids), heardCount: codec.heardCount() };
  }

  it("is left after a few of the reports that would make the agent ask for ever", async () => {
    const { answer, heardCount } = await askV3("1.3.6.1.6.3.15.1.1.4.0");

    expect(answer).toMatchObject({ outcome: "garbled", note: "usm_report_loop" });
    expect(heardCount).toBeLessThan(8);
  });
});

describe("a codec that does not answer SNMP", () => {
  it("is told as silent after the retries, and is heard when it comes back", async () => {
    const codec = await hostile((heard, reply) => {
      if (heard.order >= 3) reply(goodAnswer(heard));
    });
    const { channel } = channelTo(codec, { timeoutMs: 50, retries: 2 });
    holdTime();
    const answer = channel.get(oids);
    for (const tries of [1, 2, 3]) {
      await broughtAbout(() => codec.heardCount() === tries);
      await pass(50);
    }

    expect(await answer).toMatchObject({ outcome: "silent", note: "snmp_timeout" });
    expect(codec.heardCount()).toBe(3);
    expect(await channel.get(oids)).toMatchObject({ outcome: "answered" });
  });

  it("is told as silent when its name is unknown or its address cannot be reached", async () => {
    const snmp = { version: "2c", port: 161, community: secret("public") } as const;
    const nameless = new SnmpChannel({ host: "no-such-codec.invalid", snmp, timeoutMs: 50, retries: 0 }, newTransportCounters());
    const broadcast = new SnmpChannel({ host: "255.255.255.255", snmp, timeoutMs: 50, retries: 0 }, newTransportCounters());
    closing.push(
      () => nameless.close(),
      () => broadcast.close(),
    );

    expect(await nameless.get(oids)).toMatchObject({ outcome: "silent", note: "name_not_found" });
    expect(await broadcast.get(oids)).toMatchObject({ outcome: "silent" });
  });
});
