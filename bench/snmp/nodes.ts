import type { Driver, Given, Scalar, SnmpValue } from "../../agent/drivers/driver.ts";
import { sysDescrOid, sysObjectIdOid } from "../../agent/drivers/mib2.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import { encodeInteger, encodeOid, encodeText, tag } from "../../simulator/snmp/ber.ts";

export const community = "public";

/** One of the 24 nodes every contender reads: what the responder answers, and what our driver makes of it. */
interface BenchNode extends Scalar {
  readonly encoded: Buffer;
}

const root = "1.3.6.1.4.1.13885.101.1";
const source = "bench: a codec with two microphones, two cameras, two displays";
const words = new Map<SnmpValue, string>([
  [1, "off"],
  [2, "ok"],
  [3, "failed"],
]);
const registrations = new Map<SnmpValue, string>([
  [1, "off"],
  [2, "registered"],
  [3, "failed"],
]);

export const benchNodes: readonly BenchNode[] = [
  node("1.3.6.1.2.1.1.3.0", encodeInteger(123_456_789, tag.timeTicks), (raw) => ({
    kind: "uptime_seconds",
    value: Math.floor(Number(raw) / 100),
  })),
  text(`${root}.1.4.0`, "StudioX50", "model"),
  text(`${root}.1.1.0`, "3.10.0-362035", "firmware"),
  text(`${root}.1.5.0`, "8G204321AB12CD", "serial"),
  count(`${root}.5.1.0`, 1, "active_calls"),
  count(`${root}.5.2.0`, 1_234, "total_calls"),
  count(`${root}.5.3.0`, 0, "diagnostic_errors"),
  count(`${root}.5.4.0`, 3, "diagnostic_warnings"),
  count(`${root}.3.20.1.0`, 47, "temperature_celsius"),
  count(`${root}.3.10.2.1.4.1`, 1_000_000_000, "network_speed_bits_per_second"),
  word(`${root}.2.7.2.0`, "h323_registration", registrations),
  word(`${root}.2.8.3.1.2.1`, "sip_registration", registrations),
  word(`${root}.1.6.0`, "overall_state"),
  word(`${root}.3.1.0`, "hardware_state"),
  word(`${root}.3.11.1.0`, "touch_panel_state"),
  word(`${root}.3.10.2.1.6.1`, "network_link_state"),
  word(`${root}.3.5.1.0`, "microphone_state"),
  word(`${root}.3.5.2.1.3.1`, "microphone_state", words, "1"),
  word(`${root}.3.5.2.1.3.2`, "microphone_state", words, "2"),
  word(`${root}.3.6.1.0`, "camera_state"),
  word(`${root}.3.6.2.1.3.1`, "camera_state", words, "1"),
  word(`${root}.3.6.2.1.3.2`, "camera_state", words, "2"),
  word(`${root}.3.7.2.1.3.1`, "display_state", words, "1"),
  word(`${root}.3.7.2.1.3.2`, "display_state", words, "2"),
];

/** What the agent asks beside them at every poll: an address may be given to another device. Only ours does. */
export const identityNodes = [
  { oid: sysObjectIdOid, encoded: encodeOid("1.3.6.1.4.1.13885.101.1.1") },
  { oid: sysDescrOid, encoded: encodeText("Poly Studio X50, software 3.10.0-362035") },
] as const;

export const benchOids: readonly string[] = benchNodes.map(({ oid }) => oid);

/** A family like the real ones, whose state is the 24 nodes. */
export const benchDriver: Driver = {
  family: "bench",
  label: "24 scalars",
  recognises: [],
  state: { scalars: benchNodes },
};

function node(oid: string, encoded: Buffer, toReading: (raw: SnmpValue) => Given): BenchNode {
  return { oid, encoded, toReading, source };
}

function text(oid: string, value: string, kind: ReadingKind): BenchNode {
  return node(oid, encodeText(value), (raw) => ({ kind, value: String(raw) }));
}

function count(oid: string, value: number, kind: ReadingKind): BenchNode {
  return node(oid, encodeInteger(value, tag.gauge32), (raw) => ({ kind, value: Number(raw) }));
}

function word(oid: string, kind: ReadingKind, meanings = words, instance?: string): BenchNode {
  return node(oid, encodeInteger(2), (raw) => ({
    kind,
    value: meanings.get(raw) ?? `? ${raw}`,
    ...(instance === undefined ? {} : { instance }),
  }));
}
