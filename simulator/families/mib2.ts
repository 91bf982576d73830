import { createHash } from "node:crypto";
import type { CodecView } from "../codec-view.ts";
import { snmpUptimeMs, uptimeMs } from "../life.ts";
import { bytes, counter, gauge, integer, type MibValue, oidValue, text, timeTicks } from "../snmp/mib-tree.ts";

/** RFC 3418, the system group. */
export function systemGroup(describe: (codec: CodecView) => string, objectId: string): MibValue[] {
  return [
    { oid: "1.3.6.1.2.1.1.1.0", read: (codec) => text(describe(codec)) },
    { oid: "1.3.6.1.2.1.1.2.0", read: () => oidValue(objectId) },
    { oid: "1.3.6.1.2.1.1.3.0", read: (codec) => timeTicks(snmpUptimeMs(codec.life, codec.nowMs)) },
    { oid: "1.3.6.1.2.1.1.4.0", read: () => text("contact@exemple.invalid") },
    { oid: "1.3.6.1.2.1.1.5.0", read: (codec) => text(codec.identity.name) },
    { oid: "1.3.6.1.2.1.1.6.0", read: () => text("demonstration") },
    { oid: "1.3.6.1.2.1.1.7.0", read: () => integer(72) },
  ];
}

/** RFC 2863, ifTable: the loopback and one Ethernet port, with the untrue speed seen on a real Studio X50. */
export function interfaces(): MibValue[] {
  const column = (number: number, index: number, read: MibValue["read"]): MibValue => ({
    oid: `1.3.6.1.2.1.2.2.1.${number}.${index}`,
    read,
  });
  const port = (index: number, name: string, type: number): MibValue[] => [
    column(1, index, () => integer(index)),
    column(2, index, () => text(name)),
    column(3, index, () => integer(type)),
    column(4, index, () => integer(type === 24 ? 65_536 : 1_500)),
    column(5, index, () => gauge(type === 24 ? 10_000_000 : 100_000_000)),
    column(6, index, (codec) => bytes(macAddress(codec, index))),
    column(7, index, () => integer(1)),
    column(8, index, () => integer(1)),
    column(10, index, (codec) => counter(octets(codec))),
    column(14, index, () => counter(0)),
    column(16, index, (codec) => counter(octets(codec) * 0.8)),
    column(20, index, () => counter(0)),
  ];
  return [{ oid: "1.3.6.1.2.1.2.1.0", read: () => integer(2) }, ...port(1, "lo", 24), ...port(2, "eth0", 6)];
}

/** RFC 6933, entPhysicalTable: one entry, the codec itself. */
export function chassis(): MibValue[] {
  const column = (number: number, read: MibValue["read"]): MibValue => ({ oid: `1.3.6.1.2.1.47.1.1.1.1.${number}.1`, read });
  return [
    column(10, ({ identity }) => text(identity.firmware)),
    column(11, ({ identity }) => text(identity.serial)),
    column(13, ({ identity }) => text(identity.model)),
  ];
}

/** RFC 3411, the engine: its time does not wrap before 68 years. */
export function snmpEngine(): MibValue[] {
  return [
    { oid: "1.3.6.1.6.3.10.2.1.1.0", read: (codec) => bytes(engineIdOf(codec.identity.id)) },
    { oid: "1.3.6.1.6.3.10.2.1.2.0", read: (codec) => integer(codec.life.bootCount) },
    { oid: "1.3.6.1.6.3.10.2.1.3.0", read: (codec) => integer(Math.floor(snmpUptimeMs(codec.life, codec.nowMs) / 1000)) },
  ];
}

/** Stable for a codec, distinct between codecs; RFC 3411, format 5 (octets of the maker's choice). */
export function engineIdOf(id: string): Buffer {
  const head = Buffer.from("80001f8805", "hex");
  return Buffer.concat([head, createHash("sha256").update(id).digest().subarray(0, 8)]);
}

/** Locally administered, so that it cannot be somebody's. */
export function macAddress(codec: CodecView, index: number): Buffer {
  if (index === 1) return Buffer.alloc(6);
  return Buffer.concat([Buffer.from([0x02]), createHash("sha256").update(codec.identity.id).digest().subarray(0, 5)]);
}

function octets(codec: CodecView): number {
  return uptimeMs(codec.life, codec.nowMs) * 0.4;
}
