import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Row, Scalar, SnmpValue, Table } from "./driver.ts";
import { bestWordReading, isReading, textReading, wordReading } from "./readings.ts";

const root = "1.3.6.1.4.1.13885.101.1";
const mib = "POLYCOM-ENDPOINT-MIB 2017-06-09";

export const identityDeviceModelOid = `${root}.1.4.0`;

/** PolycomStateType: disabled(1), ok(2), failed(3). */
const partOfState = { 1: "off", 2: "ok", 3: "failed" };
const registrationOfState = { 1: "off", 2: "registered", 3: "failed" };

const part = (kind: ReadingKind) => (raw: SnmpValue) => wordReading(kind, partOfState, raw);

const partOfEachRow = (kind: ReadingKind) => (rows: readonly Row[]) =>
  rows.map((row) => wordReading(kind, partOfState, row.cells["state"], instanceOf(row))).filter(isReading);

/** A name when the codec gives one ("Main", "eth0"), else the row's number. */
function instanceOf(row: Row): string {
  const name = row.cells["name"];
  return typeof name === "string" && /[A-Za-z0-9]/.test(name) ? name : row.index;
}

function speedOfEachRow(rows: readonly Row[]): Reading[] {
  return rows
    .filter((row) => row.cells["megabits"] !== undefined)
    .map((row) => ({ kind: "network_speed_bits_per_second", value: Number(row.cells["megabits"]) * 1_000_000, instance: instanceOf(row) }));
}

export const polyIdentity: readonly Scalar[] = [
  {
    oid: identityDeviceModelOid,
    source: `${mib}, identityDeviceModel`,
    toReading: (raw) => textReading("model", raw),
    unlessHttp: true,
  },
  {
    oid: `${root}.1.1.0`,
    source: `${mib}, identitySoftwareInfo`,
    toReading: (raw) => textReading("firmware", raw),
    unlessHttp: true,
  },
  {
    oid: `${root}.1.5.0`,
    source: `${mib}, identitySerialNumber`,
    toReading: (raw) => textReading("serial", raw),
    unlessHttp: true,
  },
];

/** Absent from the only recording there is, of a Studio X50 that is not in a call: no node, no reading. */
export const conferenceNumberActiveConferences: Scalar = {
  oid: `${root}.5.1.0`,
  source: `${mib}, conferenceNumberActiveConferences`,
  toReading: (raw) => ({ kind: "active_calls", value: Number(raw) }),
  unlessHttp: true,
};

export const polyStates: readonly Scalar[] = [
  { oid: `${root}.1.6.0`, source: `${mib}, identityStatus`, toReading: part("overall_state") },
  {
    oid: `${root}.2.7.2.0`,
    source: `${mib}, serviceH323RegistrationStatus`,
    toReading: (raw) => wordReading("h323_registration", registrationOfState, raw),
    unlessHttp: true,
  },
  { oid: `${root}.3.1.0`, source: `${mib}, hardwareOverallStatus`, toReading: part("hardware_state") },
  { oid: `${root}.3.5.1.0`, source: `${mib}, hardwareMicrophoneStatus`, toReading: part("microphone_state"), unlessHttp: true },
  { oid: `${root}.3.6.1.0`, source: `${mib}, hardwareCameraStatus`, toReading: part("camera_state"), unlessHttp: true },
  { oid: `${root}.3.11.1.0`, source: `${mib}, hardwarePTCStatus`, toReading: part("touch_panel_state") },
];

export const polyTables: readonly Table[] = [
  {
    entry: `${root}.2.8.3.1`,
    columns: { state: 2 },
    source: `${mib}, serviceSipRegistrationServerStatus`,
    toReading: (rows) =>
      bestWordReading(
        "sip_registration",
        registrationOfState,
        ["registered", "failed", "off"],
        rows.map((row) => row.cells["state"]),
      ),
    unlessHttp: true,
  },
  {
    entry: `${root}.3.5.2.1`,
    columns: { name: 2, state: 3 },
    source: `${mib}, hardwareMicrophoneMicrophonesStatus`,
    toReading: partOfEachRow("microphone_state"),
  },
  {
    entry: `${root}.3.6.2.1`,
    columns: { name: 2, state: 3 },
    source: `${mib}, hardwareCameraCamerasStatus`,
    toReading: partOfEachRow("camera_state"),
  },
  {
    entry: `${root}.3.10.2.1`,
    columns: { name: 2, megabits: 4, state: 6 },
    // ifSpeed of MIB-II says 100 Mbit/s on the same codec; this one is right.
    source: `${mib}, hardwareNICNICsStatus and Speed (Mbit/s)`,
    toReading: (rows) => [...partOfEachRow("network_link_state")(rows), ...speedOfEachRow(rows)],
  },
];
