/** One point of InfluxDB. Numbers become floats, words strings, so that a field never changes type. */
export interface Point {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  /** ms since 1970 UTC */
  readonly timestamp: number;
}

/** Nanoseconds since 1970 in 64 bits: the last whole millisecond InfluxDB can name, in 2262. */
const lastTimestamp = 9_223_372_036_854;

/**
 * The point without what the line protocol cannot carry: one bad value would otherwise cost the whole point.
 * Null when nothing is left to write.
 */
export function cleanPoint(point: Point): Point | null {
  if (!Number.isSafeInteger(point.timestamp) || Math.abs(point.timestamp) > lastTimestamp) return null;
  const fields: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(point.fields)) {
    if (typeof value === "string") fields[name] = cleanText(value);
    else if (Number.isFinite(value)) fields[name] = value;
  }
  if (Object.keys(fields).length === 0) return null;
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(point.tags)) {
    const text = cleanTag(value);
    if (text !== "") tags[name] = text;
  }
  return { ...point, tags, fields };
}

// influx 5.12 doubles the backslash of \' in a string field, and only there.
function cleanText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ").replaceAll("\\'", "'");
}

// A backslash before a separator or at the end of a tag swallows what follows, and the line protocol cannot escape it.
function cleanTag(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll("\\", "/")
    .trim();
}

/** The point in line protocol (ms), for a person who wants to look at it or write it again by hand. */
export function lineOf(point: Point): string {
  const tags = Object.entries(point.tags).map(([name, value]) => `,${escapeKey(name)}=${escapeKey(value)}`);
  const fields = Object.entries(point.fields).map(([name, value]) => `${escapeKey(name)}=${fieldText(value)}`);
  return `${escapeKey(point.measurement)}${tags.join("")} ${fields.join(",")} ${point.timestamp}`;
}

function fieldText(value: number | string): string {
  return typeof value === "number" ? String(value) : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

function escapeKey(text: string): string {
  return text.replaceAll(/[,= ]/g, "\\$&");
}
