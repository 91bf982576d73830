import type { Reading } from "../../contract/observation.ts";
import type { Row, Scalar, SnmpValue, Table } from "./driver.ts";
import { instanceName, textReading } from "./readings.ts";

export const sysDescrOid = "1.3.6.1.2.1.1.1.0";
export const sysObjectIdOid = "1.3.6.1.2.1.1.2.0";

const sysUpTimeOid = "1.3.6.1.2.1.1.3.0";

/** RFC 3418: what an SNMP agent has, if it has anything. */
export const systemOids = [sysUpTimeOid, sysObjectIdOid, sysDescrOid] as const;

/** Seconds, and unlike sysUpTime it does not wrap after 497 days. Equal to it in the recording of a Studio X50. */
const snmpEngineTime: Scalar = {
  oid: "1.3.6.1.6.3.10.2.1.3.0",
  source: "RFC 3411, snmpEngineTime",
  toReading: (raw) => ({ kind: "snmp_uptime_seconds", value: Number(raw) }),
};

/** sysUpTime counts hundredths of a second since the SNMP agent started, which is not always when the codec did. */
const sysUpTime: Scalar = {
  oid: sysUpTimeOid,
  source: "RFC 3418, sysUpTime; wraps after 497 days",
  toReading: (raw) => ({ kind: "snmp_uptime_seconds", value: secondsOfTicks(raw) }),
};

/** One more each time the SNMP agent starts: an agent that started again beside a codec that did not. */
const snmpEngineBoots: Scalar = {
  oid: "1.3.6.1.6.3.10.2.1.2.0",
  source: "RFC 3411, snmpEngineBoots",
  toReading: (raw) => ({ kind: "snmp_engine_boots", value: Number(raw) }),
};

/** The machine, not its SNMP agent; hundredths of a second that wrap after 497 days. Absent from the recording of a Studio X50. */
const hrSystemUptime: Scalar = {
  oid: "1.3.6.1.2.1.25.1.1.0",
  source: "RFC 2790, hrSystemUptime; wraps after 497 days",
  toReading: (raw) => ({ kind: "uptime_seconds", value: secondsOfTicks(raw) }),
};

const snmpAgent: readonly Scalar[] = [snmpEngineTime, sysUpTime, snmpEngineBoots];

/**
 * What every family that reads SNMP asks each minute, where the web tells the codec's uptime: the two uptimes together tell a codec
 * that started again from an SNMP agent that did.
 */
export const mib2State: readonly Scalar[] = [...snmpAgent, { ...hrSystemUptime, unlessHttp: "ever" }];

/** The same for a family that has no web interface, or whose web interface does not tell its uptime. */
export const mib2StateAlone: readonly Scalar[] = [...snmpAgent, hrSystemUptime];

const ethernetType = 6;
const isUp = 1;

/**
 * Ethernet ports that are up; a port without a cable is not a fault. Linux codecs list loopback, tunnels and a "dummy0" that says it
 * is Ethernet and up.
 */
function openPorts(rows: readonly Row[]): Reading[] {
  const open = rows.filter(({ cells }) => Number(cells["type"]) === ethernetType && Number(cells["state"]) === isUp);
  return open
    .filter(({ cells }) => !/^dummy/i.test(String(cells["name"])))
    .flatMap(({ index, cells }) => {
      const instance = instanceName(String(cells["name"] ?? "")) || index;
      const bits = Number(cells["speed"] ?? 0);
      return [
        { kind: "network_link_state", value: "ok", instance } as const,
        ...(isTrueSpeed(bits) ? [{ kind: "network_speed_bits_per_second", value: bits, instance } as const] : []),
        ...portErrors([cells["errorsIn"], cells["errorsOut"]], instance),
      ];
    });
}

/** Both ways together: whoever looks for a bad cable looks at both. */
function portErrors(counts: readonly (SnmpValue | undefined)[], instance: string): Reading[] {
  const told = counts.filter((count) => count !== undefined).map(Number);
  return told.length === 0 ? [] : [{ kind: "network_port_errors", value: told.reduce((sum, count) => sum + count, 0), instance }];
}

/** 0 is not known, the largest number that fits is "more than I can say". */
function isTrueSpeed(bits: number): boolean {
  return bits > 0 && bits < 2 ** 32 - 1;
}

/** Only where the family has nothing better: ifSpeed of a Studio X50 says 100 Mbit/s, its own MIB and its cable 1000. */
export const mib2Ports: Table = {
  entry: "1.3.6.1.2.1.2.2.1",
  columns: { name: 2, type: 3, speed: 5, state: 8, errorsIn: 14, errorsOut: 20 },
  source: "RFC 2863, ifTable: ifDescr, ifType, ifSpeed, ifOperStatus, ifInErrors, ifOutErrors",
  toReading: openPorts,
};

/** The best that is known of a device that has nothing more precise. */
const sysDescrAsModel: Scalar = {
  oid: sysDescrOid,
  source: "RFC 3418, sysDescr",
  toReading: (raw) => textReading("model", raw),
};

const entPhysicalModelName: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.13.1",
  source: "RFC 6933, entPhysicalModelName of the first entity, usually the chassis",
  toReading: (raw) => textReading("model", raw),
};

const entPhysicalSoftwareRev: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.10.1",
  source: "RFC 6933, entPhysicalSoftwareRev of the first entity",
  toReading: (raw) => textReading("firmware", raw),
};

const entPhysicalSerialNum: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.11.1",
  source: "RFC 6933, entPhysicalSerialNum of the first entity",
  toReading: (raw) => textReading("serial", raw),
};

/** ENTITY-MIB where the device has it, sysDescr otherwise. */
export const mib2Identity: readonly Scalar[] = [entPhysicalModelName, sysDescrAsModel, entPhysicalSoftwareRev, entPhysicalSerialNum];

/** The same addresses for a family of which no codec was seen to answer them. */
export function unseen<A extends Scalar | Table>(addresses: readonly A[]): A[] {
  return addresses.map((address) => ({ ...address, isUnverified: true as const }));
}

function secondsOfTicks(raw: SnmpValue): number {
  return Math.floor(Number(raw) / 100);
}
