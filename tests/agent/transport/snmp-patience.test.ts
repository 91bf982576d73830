import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { pduType } from "../../../simulator/snmp/pdu.ts";
import { secret } from "../recorded-codec.ts";
import { broughtAbout, holdTime, pass } from "./held-time.ts";
import { goodAnswer, startHostileCodec } from "./hostile-udp.ts";

const closing: (() => unknown)[] = [];

beforeEach(holdTime);
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

/** A codec that answers its questions when it is told to. */
async function slowCodec(): Promise<{ channel: SnmpChannel; asked: number[]; answerNow: (() => void)[] }> {
  const asked: number[] = [];
  const answerNow: (() => void)[] = [];
  const codec = await startHostileCodec((heard, reply) => {
    asked.push(heard.pdu.type);
    answerNow.push(() => reply(goodAnswer(heard)));
  });
  const snmp = { version: "2c", port: codec.port, community: secret("public") } as const;
  const channel = new SnmpChannel({ host: "127.0.0.1", snmp, timeoutMs: 1_000, retries: 0 }, newTransportCounters());
  closing.push(
    () => codec.close(),
    () => channel.close(),
  );
  return { channel, asked, answerNow };
}

describe("a codec that is slow over SNMP", () => {
  it("is silent when asked for nodes by name, and given twice the time for the rows of a table", async () => {
    const { channel, asked, answerNow } = await slowCodec();

    const nodes = channel.get(["1.3.6.1.2.1.1.3.0"]);
    await broughtAbout(() => asked.length === 1);
    await pass(1_500);
    expect(await nodes).toMatchObject({ outcome: "silent", note: "snmp_timeout" });

    const rows = channel.walk(["1.3.6.1.2.1.2.2.1.8"]);
    await broughtAbout(() => asked.length === 2);
    await pass(1_500);
    for (const answer of answerNow) answer();
    expect(await rows).toMatchObject({ outcome: "answered" });
    expect(asked).toEqual([pduType.get, pduType.getBulk]);
  });
});
