import { readingWords, serviceName, streamName } from "../collector/web/fr-readings.ts";
import { unambiguous } from "../collector/web/french-format.ts";
import { untypeset } from "../collector/web/typography.ts";
import type { CallRecord } from "../contract/call.ts";
import type { ReadingKind } from "../contract/reading-kinds.ts";

/** The name of a reading, with which camera, port or stream it is of. */
export function labelFr(kind: ReadingKind, instance: string | undefined): string {
  const { label } = readingWords[kind];
  return instance === undefined ? label : `${label} ${instanceFr(instance)}`;
}

const instanceFr = (instance: string): string => streamName(instance)?.toLocaleLowerCase("fr") ?? serviceName(instance) ?? instance;

const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const instants = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Paris" });

const unitsFr: Readonly<Partial<Record<ReadingKind, (value: number) => string>>> = {
  uptime_seconds: durationFr,
  snmp_uptime_seconds: durationFr,
  total_call_seconds: durationFr,
  data_age_seconds: (seconds) => (seconds < 0 ? `−${durationFr(-seconds)}` : durationFr(seconds)),
  clock_offset_seconds: offsetFr,
  last_shutdown_at_seconds: (seconds) => instantFr(seconds * 1000),
  network_speed_bits_per_second: (bits) => `${decimal.format(bits / 1_000_000)} Mbit/s`,
  temperature_celsius: degreesFr,
  temperature_limit_celsius: degreesFr,
  stream_loss_ratio: ratioFr,
  stream_recent_loss_ratio: ratioFr,
  stream_jitter_milliseconds: millisecondsFr,
  stream_latency_milliseconds: millisecondsFr,
  stream_rate_bits_per_second: (bits) => `${decimal.format(bits / 1000)} kbit/s`,
};

/** A value as an official would read it. Texts of the codec are shown as they are. */
export function valueFr(kind: ReadingKind, value: number | string): string {
  if (typeof value === "number") return unitsFr[kind]?.(value) ?? decimal.format(value);
  return readingWords[kind].words?.[value] ?? value;
}

function degreesFr(degrees: number): string {
  return `${decimal.format(degrees)} °C`;
}

export function ratioFr(ratio: number): string {
  return `${decimal.format(ratio * 100)} %`;
}

export function millisecondsFr(ms: number): string {
  return `${decimal.format(ms)} ms`;
}

/** The sign says whose clock is ahead: « + », the codec's. */
function offsetFr(seconds: number): string {
  if (seconds === 0) return "0 s";
  return `${seconds < 0 ? "−" : "+"}${durationFr(Math.abs(seconds))}`;
}

export function durationFr(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return hours === 0 ? `${days} j` : `${days} j ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

export const callDirectionsFr: Readonly<Record<CallRecord["direction"], string>> = { in: "reçu", out: "émis", unknown: "?" };

export const callProtocolsFr: Readonly<Record<CallRecord["protocol"], string>> = {
  sip: "SIP",
  h323: "H.323",
  isdn: "RNIS",
  cloud: "service en ligne",
  unknown: "?",
};

/** The hour that comes twice in autumn says which it is. */
export const instantFr = (ms: number, format = instants): string => untypeset(unambiguous(format, ms));
