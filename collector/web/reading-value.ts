import { isReadingKind, type ReadingKind } from "../../contract/reading-kinds.ts";
import { readingWords } from "./fr.ts";
import { duration, number } from "./french-format.ts";
import { noBreakSpace } from "./typography.ts";

const units: Readonly<Partial<Record<ReadingKind, (value: number) => string>>> = {
  uptime_seconds: duration,
  temperature_celsius: (value) => `${number(value)}${noBreakSpace}°C`,
  clock_offset_seconds: (value) => `${value > 0 ? "+" : ""}${number(value).replace("-", "−")}${noBreakSpace}s`,
  network_speed_bits_per_second: speed,
};

/** A reading as a person says it; a kind or word this page does not know yet is shown as it came. */
export function valueInFrench(kind: string, value: number | string): string {
  if (!isReadingKind(kind)) return String(value);
  if (typeof value === "number") return (units[kind] ?? number)(value);
  return readingWords[kind].words?.[value] ?? value;
}

function speed(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1e9) return `${number(bitsPerSecond / 1e9)}${noBreakSpace}Gbit/s`;
  return `${number(bitsPerSecond / 1e6)}${noBreakSpace}Mbit/s`;
}
