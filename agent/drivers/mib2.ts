import type { Scalar } from "./driver.ts";
import { textReading } from "./readings.ts";

export const sysDescrOid = "1.3.6.1.2.1.1.1.0";
export const sysObjectIdOid = "1.3.6.1.2.1.1.2.0";

const sysUpTimeOid = "1.3.6.1.2.1.1.3.0";

/** RFC 3418: what an SNMP agent has, if it has anything. */
export const systemOids = [sysUpTimeOid, sysObjectIdOid, sysDescrOid] as const;

/** Seconds, and unlike sysUpTime it does not wrap after 497 days. Equal to it in the recording of a Studio X50. */
export const snmpEngineTime: Scalar = {
  oid: "1.3.6.1.6.3.10.2.1.3.0",
  source: "RFC 3411, snmpEngineTime",
  toReading: (raw) => ({ kind: "uptime_seconds", value: Number(raw) }),
  unlessHttp: true,
};

/** sysUpTime counts hundredths of a second. */
export const sysUpTime: Scalar = {
  oid: sysUpTimeOid,
  source: "RFC 3418, sysUpTime",
  toReading: (raw) => ({ kind: "uptime_seconds", value: Math.floor(Number(raw) / 100) }),
  unlessHttp: true,
};

/** The best that is known of a device that has nothing more precise. */
export const sysDescrAsModel: Scalar = {
  oid: sysDescrOid,
  source: "RFC 3418, sysDescr",
  toReading: (raw) => textReading("model", raw),
};

export const entPhysicalModelName: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.13.1",
  source: "RFC 6933, entPhysicalModelName of the first entity, usually the chassis",
  toReading: (raw) => textReading("model", raw),
};

export const entPhysicalSoftwareRev: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.10.1",
  source: "RFC 6933, entPhysicalSoftwareRev of the first entity",
  toReading: (raw) => textReading("firmware", raw),
};

export const entPhysicalSerialNum: Scalar = {
  oid: "1.3.6.1.2.1.47.1.1.1.1.11.1",
  source: "RFC 6933, entPhysicalSerialNum of the first entity",
  toReading: (raw) => textReading("serial", raw),
};
