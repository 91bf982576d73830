import type { Standing, TracedSpan } from "../accounts/explain.ts";
import { intersect, type Span } from "../sla/spans.ts";
import { hourMark, standingWords, weekdays } from "./fr-service.ts";
import { dayShort } from "./french-dates.ts";
import { dateTimeRange } from "./french-format.ts";
import { hoursOf, type LocalDay, localDays } from "./local-days.ts";

/** A picture of time, drawn by the server: rows of days, each stretch with the colour, the pattern and the height of what it was. */
export interface ServicePicture {
  readonly height: number;
  readonly bars: readonly PictureBar[];
  readonly lines: readonly PictureLine[];
  readonly rowLabels: readonly PictureLabel[];
  readonly columnLabels: readonly PictureLabel[];
}

/** `x` and `width` in percent of the picture, `y` and `height` in pixels. */
export interface PictureBar {
  readonly standing: Standing;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A paint of `templates/shapes.eta`; null where the plain colour is enough. */
  readonly pattern: string | null;
  /** For whoever points at it; null where the eye needs none. */
  readonly title: string | null;
}

interface PictureLine {
  readonly kind: "division" | "month" | "now";
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
}

interface PictureLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** What a stretch looks like: drawn in this order, so that what matters most covers what touches it. Heights tell them apart without colours. */
const looks: Readonly<Record<Standing, { readonly share: number; readonly pattern: string | null }>> = {
  not_in_service: { share: 0, pattern: null },
  off_hours: { share: 0.2, pattern: null },
  up: { share: 0.5, pattern: null },
  maintenance: { share: 0.76, pattern: "url(#hatch-maintenance)" },
  degraded: { share: 0.76, pattern: "url(#hatch-degraded)" },
  unknown: { share: 1, pattern: "url(#hatch-unknown)" },
  site: { share: 1, pattern: "url(#hatch-site)" },
  down: { share: 1, pattern: null },
};
const painted = Object.keys(looks);

/** What a stretch looks like, for the legend: within 16 pixels. */
export function swatchOf(standing: Standing): { readonly pattern: string | null; readonly y: number; readonly height: number } {
  const { share, pattern } = looks[standing];
  return { pattern, y: (16 - evenPart(16, share)) / 2, height: evenPart(16, share) };
}

const header = 22;
const [weekHeight, weekGap] = [18, 6] as const;
const dayHeight = 44;
/** What is shorter is drawn this wide, in percent: an outage of a minute in a quarter must be seen. */
const visible = 0.3;

/** One row a week, from Monday to Sunday. */
export function quarterPicture(lines: readonly TracedSpan[], span: Span, until: number): ServicePicture {
  const days = localDays(span);
  const lead = days[0]?.weekday ?? 0;
  const places = days.map((day, index) => {
    const row = Math.floor((index + lead) / 7);
    return { day, x: (100 * day.weekday) / 7, y: header + row * (weekHeight + weekGap), width: 100 / 7, height: weekHeight };
  });
  const bottom = (places.at(-1)?.y ?? header) + weekHeight;
  const divisions = [1, 2, 3, 4, 5, 6].map(
    (day): PictureLine => ({ kind: "division", x: rounded((100 * day) / 7), y1: header, y2: bottom }),
  );
  const months = places.filter(({ day }) => day.date.endsWith("-01")).map(({ x, y }): PictureLine => monthLine(x, y));
  return {
    height: bottom + 2,
    bars: barsOf(lines, places),
    lines: [...divisions, ...months, ...nowLine(places, until)],
    rowLabels: places
      .filter(({ day }, index) => day.weekday === 0 || index === 0)
      .map(({ day, y }) => ({ text: dayShort(day.from * 1000), x: 0, y: y + weekHeight - 4 })),
    columnLabels: weekdays.map((text, day) => ({ text, x: rounded((100 * (day + 0.5)) / 7), y: header - 8 })),
  };
}

/** One day, from midnight to midnight: 23 or 25 hours where the clocks change. */
export function dayPicture(lines: readonly TracedSpan[], day: LocalDay, until: number): ServicePicture {
  const place = { day, x: 0, y: header, width: 100, height: dayHeight };
  const share = (at: number): number => rounded((100 * (at - day.from)) / (day.to - day.from));
  const marks = hoursOf(day).filter(({ hour }) => hour % 3 === 0);
  return {
    height: header + dayHeight + 2,
    bars: barsOf(lines, [place]),
    lines: [
      ...marks.slice(1, -1).map(({ at }): PictureLine => ({ kind: "division", x: share(at), y1: header, y2: header + dayHeight })),
      ...nowLine([place], until),
    ],
    rowLabels: [],
    columnLabels: marks.map(({ at, hour }) => ({ text: hourMark.replace("{hour}", String(hour)), x: share(at), y: header - 8 })),
  };
}

interface Place {
  readonly day: LocalDay;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function barsOf(lines: readonly TracedSpan[], places: readonly Place[]): PictureBar[] {
  const bars: PictureBar[] = [];
  let first = 0;
  for (const place of places) {
    while ((lines[first]?.to ?? Number.POSITIVE_INFINITY) <= place.day.from) first += 1;
    for (let index = first; (lines[index]?.from ?? Number.POSITIVE_INFINITY) < place.day.to; index += 1) {
      const line = lines[index];
      if (line !== undefined && line.standing !== "not_in_service") bars.push(barOf(line, place));
    }
  }
  return bars.toSorted((left, right) => painted.indexOf(left.standing) - painted.indexOf(right.standing));
}

function barOf(line: TracedSpan, { day, x, y, width, height }: Place): PictureBar {
  const { share, pattern } = looks[line.standing];
  const [part = line] = intersect([line], [day]);
  const scale = width / (day.to - day.from);
  const isQuiet = line.standing === "up" || line.standing === "off_hours";
  const drawn = Math.max(isQuiet ? 0 : visible, (part.to - part.from) * scale);
  return {
    standing: line.standing,
    x: rounded(Math.min(x + (part.from - day.from) * scale, x + width - drawn)),
    y: y + (height - evenPart(height, share)) / 2,
    width: rounded(drawn),
    height: evenPart(height, share),
    pattern,
    title: isQuiet ? null : `${standingWords[line.standing]}, ${dateTimeRange(line.from * 1000, line.to * 1000)}`,
  };
}

const monthLine = (x: number, y: number): PictureLine => ({ kind: "month", x: rounded(x), y1: y - 3, y2: y + weekHeight + 3 });

function nowLine(places: readonly Place[], until: number): PictureLine[] {
  return places
    .filter(({ day }) => day.from <= until && until < day.to)
    .map(({ day, x, y, width, height }) => ({
      kind: "now" as const,
      x: rounded(x + (width * (until - day.from)) / (day.to - day.from)),
      y1: y - 3,
      y2: y + height + 3,
    }));
}

/** Whole pixels above and below: a thin line that lies between two is blurred. */
const evenPart = (height: number, share: number): number => 2 * Math.round((height * share) / 2);

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
