import { isReadingKind, type ReadingKind } from "../../contract/reading-kinds.ts";
import { accessWords, instanceWords } from "./fr-endpoint.ts";
import { readingWords, serviceName, streamName } from "./fr-readings.ts";
import { dateTime, duration, number, ratioInPercent, signedOffset } from "./french-format.ts";
import { narrowSpace, noBreakSpace, typographic } from "./typography.ts";

type InFrench = (value: number) => string;

const degrees: InFrench = (value) => `${number(value)}${noBreakSpace}°C`;
const milliseconds: InFrench = (value) => `${number(value)}${noBreakSpace}ms`;

const units: Readonly<Partial<Record<ReadingKind, InFrench>>> = {
  uptime_seconds: duration,
  snmp_uptime_seconds: duration,
  total_call_seconds: duration,
  temperature_celsius: degrees,
  temperature_limit_celsius: degrees,
  clock_offset_seconds: (value) => (value === 0 ? `0${noBreakSpace}s` : signedOffset(value * 1000)),
  data_age_seconds: (value) => (value < 0 ? signedOffset(value * 1000) : duration(value)),
  last_shutdown_at_seconds: (value) => dateTime(value * 1000),
  network_speed_bits_per_second: rate,
  stream_loss_ratio: ratioInPercent,
  stream_recent_loss_ratio: ratioInPercent,
  stream_jitter_milliseconds: milliseconds,
  stream_latency_milliseconds: milliseconds,
  stream_rate_bits_per_second: rate,
  stream_frames_per_second: (value) => `${number(value)}${noBreakSpace}${accessWords.framesPerSecond}`,
};

/** A reading as a person says it; a kind or word this page does not know yet is shown as it came. */
export function valueInFrench(kind: string, value: number | string): string {
  if (!isReadingKind(kind)) return String(value);
  if (typeof value === "number") return (units[kind] ?? number)(value);
  if (kind === "stream_resolution") return value.replace(/^(\d+)x(\d+)$/, `$1${narrowSpace}×${narrowSpace}$2`);
  const word = readingWords[kind].words?.[value];
  return word === undefined ? value : typographic(word);
}

/** « Caméra n° 1 », « Caméra « Main » », « Perte de paquets, flux audio reçu », « Service associé : annuaire ». */
export function labelInFrench(kind: string, instance: string | null): string {
  const label = isReadingKind(kind) ? typographic(readingWords[kind].label) : kind;
  if (instance === null) return label;
  const name = instanceInFrench(kind, instance);
  return kind === "service_state" ? `${label}${noBreakSpace}: ${name}` : `${label} ${name}`;
}

/** Which one of several: a service or a stream by its French name, anything else by the number or the name the codec gives it. */
export function instanceInFrench(kind: string, instance: string): string {
  if (kind.startsWith("stream_")) return streamInFrench(instance)?.toLocaleLowerCase("fr") ?? inQuotes(instance);
  if (kind === "service_state") return serviceInFrench(instance);
  return /^\d+$/.test(instance) ? instanceWords.number.replace("{number}", instance) : inQuotes(instance);
}

/** A word of the codec's own, which is not French and is not to be translated. */
export function inQuotes(word: string): string {
  return instanceWords.name.replace("{name}", () => word);
}

/** Null: a stream that no driver names so. */
export function streamInFrench(instance: string): string | null {
  const name = streamName(instance);
  return name === null ? null : typographic(name);
}

function serviceInFrench(instance: string): string {
  const name = serviceName(instance);
  return name === null ? inQuotes(instance) : typographic(name);
}

function rate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1e9) return `${number(bitsPerSecond / 1e9)}${noBreakSpace}Gbit/s`;
  if (bitsPerSecond >= 1e6) return `${number(bitsPerSecond / 1e6)}${noBreakSpace}Mbit/s`;
  return `${number(bitsPerSecond / 1e3)}${noBreakSpace}kbit/s`;
}
