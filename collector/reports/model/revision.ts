import { type Static, Type } from "typebox";
import { canonicalJson } from "../../accounts/closed-quarter.ts";
import { Ratio } from "./figures.ts";
import type { ReportModel } from "./model.ts";
import { Count, closed, nullable } from "./shapes.ts";

/** What a reader looks for first. */
const Headline = closed({
  service: nullable(Ratio),
  coverage: nullable(Ratio),
  incidents: Count,
  restoreBreaches: Count,
  takeChargeBreaches: Count,
  uses: Count,
});
type Headline = Static<typeof Headline>;

/** Null: it was not, or is not, in the report. */
export const RevisionChange = closed({
  level: Type.Enum(["network", "territory", "site"]),
  id: Type.String(),
  name: Type.String(),
  before: nullable(Headline),
  after: nullable(Headline),
});
export type RevisionChange = Static<typeof RevisionChange>;

interface Place {
  readonly level: RevisionChange["level"];
  readonly id: string;
  readonly name: string;
  readonly headline: Headline;
}

/** The network, territories and sites of which a headline changed, in the order of the newer report. */
export function changesBetween(before: ReportModel, after: ReportModel): RevisionChange[] {
  const [old, now] = [placesIn(before), placesIn(after)];
  const gone = [...old].filter(([key]) => !now.has(key));
  return [
    ...[...now].flatMap(([key, place]) => changeOf(place, old.get(key)?.headline ?? null, place.headline)),
    ...gone.flatMap(([, place]) => changeOf(place, place.headline, null)),
  ];
}

function changeOf({ level, id, name }: Place, before: Headline | null, after: Headline | null): RevisionChange[] {
  return canonicalJson(before) === canonicalJson(after) ? [] : [{ level, id, name, before, after }];
}

function placesIn({ network, territories, sites }: ReportModel): Map<string, Place> {
  const places: Place[] = [
    { level: "network", id: "network", name: "", headline: headlineOf(network) },
    ...territories.map((one): Place => ({ level: "territory", id: one.id, name: one.name, headline: headlineOf(one) })),
    ...sites.map((one): Place => ({ level: "site", id: one.id, name: one.name, headline: headlineOf(one) })),
  ];
  return new Map(places.map((place) => [`${place.level} ${place.id}`, place]));
}

function headlineOf({ service: figures, use }: Pick<ReportModel["network"], "service" | "use">): Headline {
  const { service, coverage, incidents, restoreBreaches, takeChargeBreaches } = figures;
  return { service, coverage, incidents, restoreBreaches, takeChargeBreaches, uses: use.uses };
}
