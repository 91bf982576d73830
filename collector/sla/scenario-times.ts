import { instantOf, isTimeZone, quarterSpan } from "./calendar.ts";
import { type Scenario, ScenarioError } from "./scenario.ts";
import type { Span } from "./spans.ts";

type Path = readonly (string | number)[];

const defaultTimeZone = "Europe/Paris";

export function timeZoneOf({ timezone }: Scenario): string {
  if (timezone !== undefined && !isTimeZone(timezone)) throw new ScenarioError(["timezone"], "timezone", timezone);
  return timezone ?? defaultTimeZone;
}

export function periodOf({ period }: Scenario, timeZone: string): Span {
  if (period?.quarter !== undefined) {
    const quarter = quarterSpan(period.quarter, timeZone);
    if (quarter === null) throw new ScenarioError(["period", "quarter"], "quarter", period.quarter);
    return quarter;
  }
  if (period?.from === undefined || period.to === undefined) throw new ScenarioError(["period"], "period", "");
  return spanOf(period.from, period.to, timeZone, ["period"]);
}

export function secondAt(text: string, timeZone: string, path: Path): number {
  const second = instantOf(text, timeZone);
  if (second === null) throw new ScenarioError(path, "time", text);
  return second;
}

export function spanOf(from: string, to: string, timeZone: string, path: Path): Span {
  const span = { from: secondAt(from, timeZone, path), to: secondAt(to, timeZone, path) };
  if (span.to < span.from) throw new ScenarioError(path, "order", `${from}, ${to}`);
  return span;
}

export function spansOf(stretches: readonly (readonly [string, string])[], timeZone: string, path: Path): Span[] {
  return stretches.map(([from, to], index) => spanOf(from, to, timeZone, [...path, index]));
}
