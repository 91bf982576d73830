import { Temporal } from "temporal-polyfill";
import { DeskRefused } from "./desk-refused.ts";

const localTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?$/;
const withOffset = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const years = { first: 2000, last: 2100 } as const;

/**
 * A time as a person writes it: "2026-11-24T18:00" on the clock on the wall, or with an offset. What the wall never shows, or shows twice,
 * is asked back: a calculation may settle that by rule, a person meant something.
 * @throws DeskRefused
 */
export function toldTime(text: string, timeZone: string): Temporal.ZonedDateTime {
  const time = withOffset.test(text) ? instantIn(text, timeZone) : localIn(text, timeZone);
  if (time.year < years.first || time.year > years.last) throw new DeskRefused("TIME_UNREADABLE", text);
  return time;
}

function instantIn(text: string, timeZone: string): Temporal.ZonedDateTime {
  return readable(text, () => Temporal.Instant.from(text)).toZonedDateTimeISO(timeZone);
}

function localIn(text: string, timeZone: string): Temporal.ZonedDateTime {
  if (!localTime.test(text)) throw new DeskRefused("TIME_UNREADABLE", text);
  const local = readable(text, () => Temporal.PlainDateTime.from(text.replace(" ", "T"), { overflow: "reject" }));
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier;
  const isSkipped = !earlier.toPlainDateTime().equals(local);
  if (isSkipped) throw new DeskRefused("TIME_SKIPPED", text);
  throw new DeskRefused("TIME_TWICE", `${text}${earlier.offset}, ${text}${later.offset}`);
}

function readable<Time>(text: string, read: () => Time): Time {
  try {
    return read();
  } catch {
    throw new DeskRefused("TIME_UNREADABLE", text);
  }
}

export const secondOf = (time: Temporal.ZonedDateTime): number => Math.floor(time.epochMilliseconds / 1000);

/** "2026-06-01T07:00:00Z" */
export const utcText = (second: number): string => new Date(second * 1000).toISOString().replace(".000Z", "Z");
