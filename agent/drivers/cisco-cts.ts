import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import { ctsActiveCalls, ctsHistory } from "./cisco-cts-calls.ts";
import { ctsStreams } from "./cisco-cts-streams.ts";
import type { Driver, Row, Scalar, Table } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2StateAlone, unseen } from "./mib2.ts";
import { bestWordReading, isReading, wordReading } from "./readings.ts";

const callMib = "CISCO-TELEPRESENCE-CALL-MIB";

/** ctpcMgmtSysConnStatus. Where a call manager is configured, a room that is not registered with any can call nobody. */
const connectionWords = { 1: "unknown", 2: "unknown", 3: "failed", 4: "failed", 5: "registered", 6: "failed" };

const registration: Table = {
  entry: "1.3.6.1.4.1.9.9.644.1.2.6.1",
  columns: { state: 4 },
  source: `${callMib}, ctpcMgmtSysConnStatus: the best of the call managers`,
  isUnverified: true,
  toReading: (rows) =>
    bestWordReading(
      "sip_registration",
      connectionWords,
      ["registered", "failed", "unknown"],
      rows.map(({ cells }) => cells["state"]),
    ),
};

/** ctpPeripheralStatus: 9 is a part that nobody looks at. */
const partWords = {
  0: "ok",
  1: "unknown",
  2: "failed",
  3: "failed",
  4: "failed",
  5: "failed",
  6: "failed",
  7: "failed",
  8: "failed",
  9: "off",
};

interface Part {
  readonly kind: ReadingKind;
  /** Before the number, where two categories are one kind. */
  readonly name: string;
}

/** ctpPeripheralDeviceCategory: the parts that people use, then the boxes that make the room work. */
const categories: Readonly<Record<number, Part>> = {
  2: { kind: "network_link_state", name: "uplink-" },
  3: { kind: "touch_panel_state", name: "phone-" },
  4: { kind: "camera_state", name: "" },
  5: { kind: "display_state", name: "" },
  6: { kind: "hardware_state", name: "secondary-codec-" },
  7: { kind: "camera_state", name: "document-" },
  8: { kind: "display_state", name: "projector-" },
  10: { kind: "hardware_state", name: "presentation-codec-" },
  11: { kind: "hardware_state", name: "auxiliary-control-" },
  12: { kind: "hardware_state", name: "audio-expansion-" },
  13: { kind: "microphone_state", name: "" },
  15: { kind: "microphone_state", name: "position-" },
  18: { kind: "touch_panel_state", name: "panel-" },
};

function partReading({ index, cells }: Row): Reading | null {
  const part = categories[Number(cells["category"])];
  if (part === undefined) return null;
  return wordReading(part.kind, partWords, cells["state"], `${part.name}${cells["number"] ?? index}`);
}

const peripherals: Table = {
  entry: "1.3.6.1.4.1.9.9.643.1.2.1.1",
  columns: { state: 3, category: 4, number: 5 },
  source: "CISCO-TELEPRESENCE-MIB, ctpPeripheralStatusTable",
  isUnverified: true,
  toReading: (rows) => rows.map(partReading).filter(isReading),
};

/** Since the room was first in service. After 4 294 967 295 it starts again, from 1. */
const totals: readonly Scalar[] = [
  {
    oid: "1.3.6.1.4.1.9.9.644.1.4.1.0",
    source: `${callMib}, ctpcStatOverallCalls`,
    isUnverified: true,
    toReading: (raw) => ({ kind: "total_calls", value: Number(raw) }),
  },
  {
    oid: "1.3.6.1.4.1.9.9.644.1.4.2.0",
    source: `${callMib}, ctpcStatOverallCallTime, s`,
    isUnverified: true,
    toReading: (raw) => ({ kind: "total_call_seconds", value: Number(raw) }),
  },
  // Since its last start only: believed where the two above are missing.
  {
    oid: "1.3.6.1.4.1.9.9.644.1.4.3.0",
    source: `${callMib}, ctpcStatTotalCalls: since the last start`,
    isUnverified: true,
    toReading: (raw) => ({ kind: "total_calls", value: Number(raw) }),
  },
  {
    oid: "1.3.6.1.4.1.9.9.644.1.4.4.0",
    source: `${callMib}, ctpcStatTotalCallTime, s: since the last start`,
    isUnverified: true,
    toReading: (raw) => ({ kind: "total_call_seconds", value: Number(raw) }),
  },
];

const models = [800, 801, 1003, 1433, 1434, 1435, 1436, 2161].map((model) => `1.3.6.1.4.1.9.1.${model}`);

/** The immersive rooms of before the codecs of TANDBERG: nothing in common with them, and everything over SNMP. */
export const ciscoCts: Driver = {
  family: "cisco-cts",
  label: "Cisco TelePresence System (CTS, TX)",
  recognisedBy: ["sysObjectID 1.3.6.1.4.1.9.1 followed by 800, 801, 1003, 1433 to 1436 or 2161"],
  recognises: [({ sysObjectId }) => sysObjectId !== null && models.includes(sysObjectId)],
  objectIds: models,
  state: { scalars: [...unseen(mib2StateAlone), hrSystemDate], tables: [ctsActiveCalls], inCall: { tables: ctsStreams } },
  status: { tables: [registration, peripherals] },
  history: { tables: [ctsHistory] },
  inventory: { scalars: [...unseen(mib2Identity), ...totals] },
};
