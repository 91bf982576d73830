import type { Observation } from "../../contract/observation.ts";
import type { Restart, RestartKind } from "../ledger/port.ts";

/** What one poll read of how long things have been running; null where it did not say. */
interface Uptimes {
  /** ms since 1970 UTC */
  readonly at: number;
  readonly elapsedMs: number;
  readonly codecS: number | null;
  readonly snmpS: number | null;
  readonly boots: number | null;
}

/** One of the clocks that begin at zero when something starts, at one instant. */
interface Reading {
  readonly at: number;
  readonly elapsedMs: number;
  readonly uptimeS: number;
  readonly boots: number | null;
}

/** A start seen between two readings of one such clock. */
type Start = Omit<Restart, "kind">;

/** Readings restarts are concluded from. */
export const uptimeKinds = ["uptime_seconds", "snmp_uptime_seconds"] as const;

/** sysUpTime and hrSystemUptime count hundredths of a second in 32 bits: after 497.1 days they begin again, and nothing has restarted. */
const wrapS = 2 ** 32 / 100;

const toleranceS = 5;
/** Crystals of codecs drift; over a month without a reading that adds up. */
const driftRatio = 0.0001;
/**
 * A codec that tells its own uptime is asked for it every few minutes: so long is its word awaited before a start of its SNMP agent is
 * said to be of the one or the other, and no longer counts its word on it.
 */
export const awaitCodecMs = 900_000;

/**
 * Restarts that successive polls of one codec prove. A clock that runs on is no restart, nor one that wraps; nor one that is behind
 * without having begun anew since the poll before, as after a standby that stops it. Several restarts between two polls are seen as one.
 *
 * @param observations of one endpoint, oldest first
 */
export function restartsOf(observations: readonly Observation[]): Restart[] {
  const uptimes = observations.map(uptimesOf).filter(({ codecS, snmpS }) => codecS !== null || snmpS !== null);
  const codec = uptimes.flatMap((one): Reading[] => (one.codecS === null ? [] : [{ ...one, uptimeS: one.codecS }]));
  const snmp = uptimes.flatMap((one): Reading[] => (one.snmpS === null ? [] : [{ ...one, uptimeS: one.snmpS }]));
  const ofCodec = startsOf(codec).map((start): Restart => ({ ...start, kind: "codec" }));
  const lastAt = uptimes.at(-1)?.at ?? 0;
  const ofSnmp = startsOf(snmp).flatMap((start): Restart[] => {
    if (ofCodec.some((restart) => isExplainedBy(start, restart.at))) return [];
    const kind = kindOf(start, codec, lastAt);
    return kind === null ? [] : [{ ...start, kind }];
  });
  return [...ofCodec, ...ofSnmp].toSorted((left, right) => left.at - right.at);
}

function uptimesOf({ observedAt, elapsedMs, readings }: Observation): Uptimes {
  const valueOf = (kind: (typeof uptimeKinds)[number] | "snmp_engine_boots") => {
    const found = readings.find((reading) => reading.kind === kind && reading.instance === undefined);
    return found === undefined ? null : Number(found.value);
  };
  return {
    at: observedAt,
    elapsedMs,
    codecS: valueOf("uptime_seconds"),
    snmpS: valueOf("snmp_uptime_seconds"),
    boots: valueOf("snmp_engine_boots"),
  };
}

function startsOf(readings: readonly Reading[]): Start[] {
  return readings.flatMap((after, index) => {
    const before = readings[index - 1];
    return before === undefined ? [] : (startBetween(before, after) ?? []);
  });
}

function startBetween(before: Reading, after: Reading): Start | null {
  const gapS = (after.at - before.at) / 1000;
  const slackS = toleranceS + (before.elapsedMs + after.elapsedMs) / 1000 + gapS * driftRatio;
  const behindS = before.uptimeS + gapS - after.uptimeS;
  if (behindS <= slackS) return null;
  // What has run for longer than since the poll before did not start in between.
  if (after.uptimeS > gapS + slackS) return null;
  if (isWholeWraps(behindS, slackS) && !hasMoreBoots(before, after)) return null;
  return {
    at: Math.min(after.at, Math.max(before.at + 1, after.at - Math.floor(after.uptimeS * 1000))),
    lastBeforeAt: before.at,
    firstAfterAt: after.at,
    uptimeBeforeS: before.uptimeS,
    uptimeAfterS: after.uptimeS,
  };
}

function isWholeWraps(behindS: number, slackS: number): boolean {
  const wraps = Math.round(behindS / wrapS);
  return wraps >= 1 && Math.abs(behindS - wraps * wrapS) <= slackS;
}

function hasMoreBoots(before: Reading, after: Reading): boolean {
  return before.boots !== null && after.boots !== null && after.boots > before.boots;
}

/** A codec that starts takes its SNMP agent with it, which is back a little later. */
function isExplainedBy(start: Start, codecStartedAt: number): boolean {
  const earliest = Math.max(start.lastBeforeAt - toleranceS * 1000, start.at - awaitCodecMs);
  return codecStartedAt > earliest && codecStartedAt <= start.at + toleranceS * 1000;
}

/** Which of the two an SNMP agent's start was of, by the next word of the codec on itself; null while that word is still awaited. */
function kindOf(start: Start, codec: readonly Reading[], lastAt: number): RestartKind | null {
  const next = codec.find(({ at }) => at >= start.at && at <= start.at + awaitCodecMs);
  if (next === undefined) {
    const wasToldLately = codec.some(({ at }) => at < start.at && at >= start.at - awaitCodecMs);
    return wasToldLately && lastAt <= start.at + awaitCodecMs ? null : "codec_or_snmp_agent";
  }
  const codecStartedAt = next.at - next.uptimeS * 1000;
  if (isExplainedBy(start, codecStartedAt)) return "codec";
  return codecStartedAt <= start.at ? "snmp_agent" : "codec_or_snmp_agent";
}
