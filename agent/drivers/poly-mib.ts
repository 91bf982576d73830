import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Row, Scalar, SnmpValue, Table } from "./driver.ts";
import { bestWordReading, isReading, textReading, wordReading } from "./readings.ts";

export const polyRoot = "1.3.6.1.4.1.13885.101.1";
export const polyMib = "POLYCOM-ENDPOINT-MIB 2017-06-09";

export const identityDeviceModelOid = `${polyRoot}.1.4.0`;

/** PolycomStateType: disabled(1), ok(2), failed(3). */
const partOfState = { 1: "off", 2: "ok", 3: "failed" };
const registrationOfState = { 1: "off", 2: "registered", 3: "failed" };

const part = (kind: ReadingKind) => (raw: SnmpValue) => wordReading(kind, partOfState, raw);

const partOfEachRow = (kind: ReadingKind) => (rows: readonly Row[]) =>
  rows.map((row, place) => wordReading(kind, partOfState, row.cells["state"], instanceOf(row, place))).filter(isReading);

const serviceOfEachRow = (name: string, rows: readonly Row[]): Reading[] =>
  rows.map((row, place) => wordReading("service_state", partOfState, row.cells["state"], `${name}-${place + 1}`)).filter(isReading);

/** Names that codecs themselves give: of their own camera, of a port. */
const ownNames = /^(?:Main|(?:eth|wlan|bond)\d{1,2})$/;

/** What people call a microphone or a camera may name them, and an index may be an address: the row's number stands for both. */
export function ownNameOr(name: string | null, number: string): string {
  return name !== null && ownNames.test(name) ? name : number;
}

const instanceOf = ({ cells }: Row, place: number): string => ownNameOr(String(cells["name"] ?? ""), `${place + 1}`);

function speedOfEachRow(rows: readonly Row[]): Reading[] {
  return rows.flatMap((row, place) => {
    const megabits = row.cells["megabits"];
    if (megabits === undefined) return [];
    return [{ kind: "network_speed_bits_per_second", value: Number(megabits) * 1_000_000, instance: instanceOf(row, place) }];
  });
}

const duplexWords = { Full: "full", Half: "half" };

const duplexOfEachRow = (rows: readonly Row[]): Reading[] =>
  rows.map((row, place) => wordReading("network_duplex", duplexWords, row.cells["duplex"], instanceOf(row, place))).filter(isReading);

export const polyIdentity: readonly Scalar[] = [
  {
    oid: identityDeviceModelOid,
    source: `${polyMib}, identityDeviceModel`,
    toReading: (raw) => textReading("model", raw),
    unlessHttp: true,
  },
  {
    oid: `${polyRoot}.1.1.0`,
    source: `${polyMib}, identitySoftwareInfo`,
    toReading: (raw) => textReading("firmware", raw),
    unlessHttp: true,
  },
  {
    oid: `${polyRoot}.1.5.0`,
    source: `${polyMib}, identitySerialNumber`,
    toReading: (raw) => textReading("serial", raw),
    unlessHttp: true,
  },
];

/** Absent from the only recording there is, of a Studio X50 that is not in a call: no node, no reading. */
export const conferenceNumberActiveConferences: Scalar = {
  oid: `${polyRoot}.5.1.0`,
  source: `${polyMib}, conferenceNumberActiveConferences`,
  toReading: (raw) => ({ kind: "active_calls", value: Number(raw) }),
  unlessHttp: true,
};

/** A text, though the MIB says DateAndTime. By our clock, because that of the codec is not told over SNMP. */
const lastDataUpdate: Scalar = {
  oid: `${polyRoot}.1.10.0`,
  source: `${polyMib}, identityLastDataUpdateTime; "2022-03-24 14:41:54 GMT+01:00" on a Studio X50`,
  toReading: (raw, { nowMs }) => {
    const [, date = "", time = "", zone = ""] =
      /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ?(?:GMT|UTC)?([+-]\d\d:?\d\d)?$/.exec(String(raw)) ?? [];
    const updatedAt = Date.parse(`${date}T${time}${zone === "" ? "Z" : zone}`);
    return { kind: "data_age_seconds", value: Math.round((nowMs - updatedAt) / 1000) };
  },
};

export const polyStates: readonly Scalar[] = [
  { oid: `${polyRoot}.1.6.0`, source: `${polyMib}, identityStatus`, toReading: part("overall_state") },
  {
    oid: `${polyRoot}.2.7.2.0`,
    source: `${polyMib}, serviceH323RegistrationStatus`,
    toReading: (raw) => wordReading("h323_registration", registrationOfState, raw),
    unlessHttp: true,
  },
  { oid: `${polyRoot}.3.1.0`, source: `${polyMib}, hardwareOverallStatus`, toReading: part("hardware_state") },
  { oid: `${polyRoot}.3.5.1.0`, source: `${polyMib}, hardwareMicrophoneStatus`, toReading: part("microphone_state"), unlessHttp: true },
  { oid: `${polyRoot}.3.6.1.0`, source: `${polyMib}, hardwareCameraStatus`, toReading: part("camera_state"), unlessHttp: true },
  { oid: `${polyRoot}.3.10.1.0`, source: `${polyMib}, hardwareNICStatus`, toReading: part("network_link_state"), unlessHttp: true },
  {
    oid: `${polyRoot}.3.11.1.0`,
    source: `${polyMib}, hardwarePTCStatus: the Polycom Touch Control, not the panels of a Studio X`,
    toReading: (raw) => wordReading("touch_panel_state", partOfState, raw, "polycom-touch-control"),
  },
  lastDataUpdate,
];

const service = (suffix: string, name: string, instance: string): Scalar => ({
  oid: `${polyRoot}.${suffix}.0`,
  source: `${polyMib}, ${name}`,
  toReading: (raw) => wordReading("service_state", partOfState, raw, instance),
});

/** What stands around the codec. A name that the web interface has too is the same thing, said better there. */
export const polyServices: readonly Scalar[] = [
  service("2.7.1", "serviceH323Status", "h323-stack"),
  service("2.8.1", "serviceSipStatus", "sip-stack"),
  { ...service("2.9.1", "serviceIsdnStatus", "isdn"), isUnverified: true },
  service("3.12.1", "hardwareUcBoardStatus", "uc-board"),
  service("6.7.1", "externalIntegrationPresenceStatus", "presence"),
  service("6.8.1", "externalIntegrationCDRStatus", "call-records"),
  service("6.9.1", "externalIntegrationSyslogStatus", "syslog"),
  service("6.10.1", "externalIntegrationSoftwareUpdateStatus", "software-update"),
  { ...service("6.11.1", "externalIntegrationProvisioningStatus", "provisioning"), unlessHttp: true },
  { ...service("6.12.1", "externalIntegrationExchangeStatus", "calendar"), unlessHttp: true },
  { ...service("6.13.1", "externalIntegrationDirectorySvcsStatus", "directory"), unlessHttp: true },
];

export const polyTables: readonly Table[] = [
  {
    entry: `${polyRoot}.2.7.3.1`,
    columns: { state: 2 },
    source: `${polyMib}, serviceH323GatekeeperStatus; absent from the recording of a Studio X50`,
    isUnverified: true,
    toReading: (rows) => serviceOfEachRow("gatekeeper", rows),
  },
  {
    entry: `${polyRoot}.2.8.2.1`,
    columns: { state: 2 },
    source: `${polyMib}, serviceSipProxyStatus`,
    toReading: (rows) => serviceOfEachRow("sip-proxy", rows),
  },
  {
    entry: `${polyRoot}.2.8.3.1`,
    columns: { state: 2 },
    source: `${polyMib}, serviceSipRegistrationServerStatus`,
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
    entry: `${polyRoot}.3.5.2.1`,
    columns: { name: 2, state: 3 },
    source: `${polyMib}, hardwareMicrophoneMicrophonesStatus`,
    toReading: partOfEachRow("microphone_state"),
  },
  {
    entry: `${polyRoot}.3.6.2.1`,
    columns: { name: 2, state: 3 },
    source: `${polyMib}, hardwareCameraCamerasStatus`,
    toReading: partOfEachRow("camera_state"),
  },
  {
    entry: `${polyRoot}.3.10.2.1`,
    columns: { name: 2, megabits: 4, duplex: 5, state: 6 },
    // ifSpeed of MIB-II says 100 Mbit/s on the same codec; this one is right.
    source: `${polyMib}, hardwareNICNICsStatus, Speed (Mbit/s) and Duplex; Full is the only word recorded`,
    toReading: (rows) => [...partOfEachRow("network_link_state")(rows), ...speedOfEachRow(rows), ...duplexOfEachRow(rows)],
  },
];
