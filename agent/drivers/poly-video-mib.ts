import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Scalar, SnmpValue } from "./driver.ts";
import { numberReading } from "./readings.ts";

const root = "1.3.6.1.4.1.2684.1.1";
const mib = "POLYCOM-VIDEO-MIB 2004";

/** Numbers are texts in this MIB, and a text that is empty or "---" is nothing told. */
function numberOf(kind: ReadingKind, perUnit: number) {
  return (raw: SnmpValue) => {
    const text = String(raw).trim();
    return numberReading(kind, text === "" || text === "---" ? null : Number(text) / perUnit);
  };
}

/** Whose address it is stays at the codec: without any, it is registered nowhere; with one, nobody knows. */
export const polycomGatekeeper: Scalar = {
  oid: `${root}.10.0`,
  source: `${mib}, polycomVSGatekeeperAddress: only whether there is one`,
  isUnverified: true,
  unlessHttp: true,
  toReading: (raw) => (/^(?:---|0\.0\.0\.0)?$/.test(String(raw).trim()) ? { kind: "h323_registration", value: "off" } : null),
};

/**
 * Of the H.323 call there is; SIP calls are not covered, and nothing says whether there is a call. Alarms of the codec are raised at
 * 1 % lost, 35 ms of jitter and 150 ms of latency, over a minute.
 */
export const polycomVideoQuality: readonly Scalar[] = [
  {
    oid: `${root}.21.0`,
    source: `${mib}, polycomVSPercentPacketLoss: %, average of audio and video`,
    isUnverified: true,
    toReading: numberOf("stream_recent_loss_ratio", 100),
  },
  {
    oid: `${root}.22.0`,
    source: `${mib}, polycomVSJitter: ms`,
    isUnverified: true,
    toReading: numberOf("stream_jitter_milliseconds", 1),
  },
  {
    oid: `${root}.23.0`,
    source: `${mib}, polycomVSLatency: round trip, its unit not stated, ms by the alarm at 150`,
    isUnverified: true,
    toReading: numberOf("stream_latency_milliseconds", 1),
  },
];
