import { bytes, counter, gauge, integer, oidValue } from "../../../simulator/snmp/mib-tree.ts";
import { secret } from "../recorded-codec.ts";
import { startSnmpDevice } from "../snmp-device.ts";
import type { Entry, HistoryModel } from "./history-models.ts";

const calls = "1.3.6.1.4.1.9.9.644.1.4";
/** More than any story has between two reboots. */
const mostNumbers = 8_000;

/** Columns of a call, and of its picture (its stream 1, the middle screen). */
const columns: Readonly<Record<string, (entry: Entry) => Buffer>> = {
  "8.1.6.#": ({ startedAt }) => bytes(utcOctets(new Date(startedAt))),
  "8.1.7.#": ({ durationS }) => gauge(durationS),
  "8.1.17.#": () => integer(4),
  "9.1.5.#.1": () => gauge(80),
  "10.1.12.#.1.9": () => counter(980),
  "10.1.13.#.1.9": () => counter(20),
};

/** A CTS on loopback, whose tables hold what the model remembers of its calls. */
export async function startSpokenCts(model: HistoryModel) {
  const entryOf = (callId: number): Entry | undefined => model.entries.find((entry) => entry.callId === callId);
  const rows = Object.entries(columns).flatMap(([column, tell]) =>
    Array.from({ length: mostNumbers }, (_, place) => place + 1).map((callId) => ({
      oid: `${calls}.${column.replace("#", String(callId))}`,
      read: () => {
        const entry = entryOf(callId);
        return entry === undefined ? null : tell(entry);
      },
    })),
  );
  const nodes = [
    { oid: "1.3.6.1.2.1.1.2.0", read: () => oidValue("1.3.6.1.4.1.9.1.800") },
    { oid: `${calls}.7.0`, read: () => gauge(model.entries[0]?.callId ?? 0) },
    ...rows,
  ];
  const device = await startSnmpDevice(nodes, "127.0.0.1", 0);
  return {
    settings: { snmp: { version: "2c", port: device.port, community: secret("public") } as const },
    close: () => device.close(),
  };
}

/** RFC 2579, eleven octets: "+00:00" at their end. */
function utcOctets(date: Date): Buffer {
  const octets = Buffer.alloc(11);
  octets.writeUInt16BE(date.getUTCFullYear(), 0);
  const rest = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), 0, 0x2b, 0, 0];
  octets.set(rest, 2);
  return octets;
}
