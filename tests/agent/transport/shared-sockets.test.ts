import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { SharedSockets } from "../../../agent/transport/shared-sockets.ts";
import { newSharedWires, type SharedWires } from "../../../agent/transport/shared-wires.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { Secret } from "../../../settings/secret.ts";
import { type Fleet, startFleet } from "../../../simulator/fleet.ts";
import { waitUntil } from "../../servers/wait-until.ts";

const sysName = "1.3.6.1.2.1.1.5.0";
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function fleetOf(count: number): Promise<Fleet> {
  const fleet = await startFleet(
    Array.from({ length: count }, (_, index) => ({
      id: `codec-${index}`,
      name: `codec-${index}`,
      family: "generic-mib2" as const,
      address: `127.3.0.${index + 1}`,
      community: "public",
    })),
  );
  closing.push(() => fleet.close());
  return fleet;
}

function sharing(most: number): SharedWires {
  return { ...newSharedWires(), sockets: new SharedSockets(most) };
}

function channelsOf(fleet: Fleet, shared: SharedWires, counters = newTransportCounters(), timeoutMs = 3_000): SnmpChannel[] {
  const channels = fleet.codecs.map(({ address, snmpPort }) => {
    const snmp = { version: "2c", port: snmpPort ?? 0, community: new Secret("public") } as const;
    return new SnmpChannel({ host: address, snmp, timeoutMs, retries: 0 }, counters, shared);
  });
  closing.push(() => {
    for (const channel of channels) channel.close();
  });
  return channels;
}

async function namesOf(channels: readonly SnmpChannel[]): Promise<unknown[]> {
  const answers = await Promise.all(channels.map((channel) => channel.get([sysName])));
  return answers.map((answer) => (answer.outcome === "answered" ? String(answer.values[0]) : answer.outcome));
}

const openFiles = async (): Promise<number> => (await import("node:fs")).readdirSync("/proc/self/fd").length;

describe("codecs that share a socket", () => {
  it("are each heard for themselves, all at once and again and again", async () => {
    const fleet = await fleetOf(30);
    const channels = channelsOf(fleet, sharing(2));
    const names = fleet.codecs.map((_, index) => `codec-${index}`);

    for (let round = 0; round < 4; round += 1) expect(await namesOf(channels)).toEqual(names);
  });

  it("do not wait for one of them that is silent", async () => {
    const fleet = await fleetOf(4);
    const channels = channelsOf(fleet, sharing(1), newTransportCounters(), 500);
    fleet.codec("codec-1").apply({ does: "silence" });

    expect(await namesOf(channels)).toEqual(["codec-0", "silent", "codec-2", "codec-3"]);
  });

  it.runIf(process.platform === "linux")("open as many files as there are sockets, and close them with the last session", async () => {
    const fleet = await fleetOf(20);
    const before = await openFiles();
    const channels = channelsOf(fleet, sharing(3));
    await namesOf(channels);
    expect((await openFiles()) - before).toBe(3);
    for (const channel of channels) channel.close();

    await waitUntil("the sockets are closed", async () => (await openFiles()) === before);
    expect((await namesOf(channels)).at(-1), "and open again when they are asked again").toBe("codec-19");
  });

  it("are not heard through somebody else: an answer from elsewhere is counted and belongs to nobody", async () => {
    const fleet = await fleetOf(1);
    const counters = newTransportCounters();
    const [relayed] = [await relayTo(fleet)];
    const snmp = { version: "2c", port: relayed.port, community: new Secret("public") } as const;
    const channel = new SnmpChannel({ host: "127.0.0.1", snmp, timeoutMs: 400, retries: 0 }, counters, sharing(1));
    closing.push(() => channel.close());

    expect((await channel.get([sysName])).outcome).toBe("silent");
    expect(counters.spoofedReplies).toBe(1);
  });
});

/** Takes what is asked of it to the first codec, whose answer then comes back from another address than the one that was asked. */
async function relayTo(fleet: Fleet): Promise<{ port: number; socket: Socket }> {
  const [codec] = fleet.codecs;
  const [front, back] = [createSocket("udp4"), createSocket("udp4")];
  for (const socket of [front, back]) {
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    closing.push(() => void socket.close());
  }
  let asker = 0;
  front.on("message", (datagram, from) => {
    asker = from.port;
    back.send(datagram, codec?.snmpPort ?? 0, codec?.address);
  });
  back.on("message", (datagram) => back.send(datagram, asker, "127.0.0.1"));
  return { port: front.address().port, socket: front };
}
