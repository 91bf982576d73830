import { afterEach, describe, expect, it } from "vitest";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { pduType } from "../../../simulator/snmp/pdu.ts";
import { secret } from "../recorded-codec.ts";
import { goodAnswer, startHostileCodec } from "./hostile-udp.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A codec that needs one and a half times what a GET may last. */
async function slowCodec(): Promise<{ channel: SnmpChannel; asked: number[] }> {
  const asked: number[] = [];
  const codec = await startHostileCodec((heard, reply) => {
    asked.push(heard.pdu.type);
    setTimeout(() => reply(goodAnswer(heard)), 1_500);
  });
  const snmp = { version: "2c", port: codec.port, community: secret("public") } as const;
  const channel = new SnmpChannel({ host: "127.0.0.1", snmp, timeoutMs: 1_000, retries: 0 }, newTransportCounters());
  closing.push(
    () => codec.close(),
    () => channel.close(),
  );
  return { channel, asked };
}

describe("a codec that is slow over SNMP", () => {
  it("is silent when asked for nodes by name, and given twice the time for the rows of a table", async () => {
    const { channel, asked } = await slowCodec();

    expect(await channel.get(["1.3.6.1.2.1.1.3.0"])).toMatchObject({ outcome: "silent", note: "snmp_timeout" });
    expect(await channel.walk(["1.3.6.1.2.1.2.2.1.8"])).toMatchObject({ outcome: "answered" });
    expect(asked).toEqual([pduType.get, pduType.getBulk]);
  });
});
