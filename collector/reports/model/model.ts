import { type Static, Type } from "typebox";
import { underUseVerdicts } from "../../usage/under-use.ts";
import { quadrantActions, quadrants } from "../../usage/use-and-reliability.ts";
import { LostShare, MaintenanceRow, MonthRow } from "./details.ts";
import { ServiceFigures, UseFigures } from "./figures.ts";
import { IncidentRow, KeyFact, Proposal, ReportRules } from "./sayings.ts";
import { Count, closed, countsBy, nullable } from "./shapes.ts";

/** A territory as it was at the end of the quarter; a site that moved is counted in each for its time. */
const TerritoryRow = closed({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(["EPCI", "METROPOLE", "ILE", "PAYS", "HORS_EPCI"]),
  siren: nullable(Type.String()),
  sites: Count,
  endpoints: closed({ all: Count, met: Count, missed: Count }),
  service: ServiceFigures,
  use: UseFigures,
});
export type TerritoryRow = Static<typeof TerritoryRow>;

const SiteRow = closed({
  id: Type.String(),
  name: Type.String(),
  commune: Type.String(),
  /** Id of the territory in force at the end of the quarter. */
  territory: Type.String(),
  hostKind: Type.Enum(["collectivite", "pepiniere", "autre"]),
  isFictional: Type.Boolean(),
  /** What was promised at the beginning of the quarter, s; null: nothing was. */
  contract: closed({
    targetBasisPoints: nullable(Count),
    restoreSeconds: nullable(Count),
    takeChargeSeconds: nullable(Count),
    noticeSeconds: Count,
  }),
  endpoints: closed({ all: Count, met: Count, missed: Count }),
  service: ServiceFigures,
  use: UseFigures,
  verdict: Type.Enum(underUseVerdicts),
  /** How sure it is that the threshold is not reached, 0 to 1; null: nothing can be said. */
  probability: nullable(Type.Number()),
  /** Null: no target was promised. */
  quadrant: nullable(Type.Enum(quadrants)),
  action: nullable(Type.Enum(quadrantActions)),
});
export type SiteRow = Static<typeof SiteRow>;

const EndpointRow = closed({
  id: Type.String(),
  name: Type.String(),
  site: Type.String(),
  targetBasisPoints: nullable(Count),
  /** Null: nothing was promised, or nothing can be said. */
  isMet: nullable(Type.Boolean()),
  /** When it came into service or was removed, where that was within the quarter. */
  commissionedAt: nullable(Count),
  removedAt: nullable(Count),
  service: ServiceFigures,
  lost: Type.Array(LostShare),
  use: UseFigures,
});
export type EndpointRow = Static<typeof EndpointRow>;

/** The network as it was in an earlier quarter and is in this one, both of those endpoints alone that served in both. */
const Comparison = closed({
  quarter: Type.String(),
  common: Count,
  /** Endpoints that served in one of the two only: neither is in the figures compared. */
  added: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
  before: closed({ service: ServiceFigures, uses: Count }),
  now: closed({ service: ServiceFigures, uses: Count }),
});
export type Comparison = Static<typeof Comparison>;

/** All that a report says of a quarter: whole seconds, counts and ratios unrounded; words are the forms' own. */
export const ReportModel = closed({
  form: Type.Literal(1),
  quarter: Type.String({ pattern: "^\\d{4}-T[1-4]$" }),
  /** s since 1970 UTC, half-open; of a draft as far as the ledger knows. */
  period: closed({ from: Count, to: Count }),
  isDraft: Type.Boolean(),
  network: closed({
    sites: Count,
    endpoints: closed({ all: Count, met: Count, missed: Count }),
    service: ServiceFigures,
    use: UseFigures,
    verdicts: countsBy(underUseVerdicts),
    /** Sites for which a target was promised. */
    quadrants: countsBy(quadrants),
    lost: Type.Array(LostShare),
    months: Type.Array(MonthRow),
  }),
  facts: Type.Array(KeyFact, { maxItems: 3 }),
  proposals: Type.Array(Proposal, { maxItems: 3 }),
  /** Null: nothing was observed then, or this quarter is not over: a part beside a whole would mislead. */
  previous: nullable(Comparison),
  yearBefore: nullable(Comparison),
  territories: Type.Array(TerritoryRow),
  sites: Type.Array(SiteRow),
  endpoints: Type.Array(EndpointRow),
  /** In the order of their beginning. */
  incidents: Type.Array(IncidentRow),
  /** In the order in which they began. */
  maintenances: Type.Array(MaintenanceRow),
  /** Rules that the figures rest on, for the annex of method. */
  rules: ReportRules,
});
export type ReportModel = Static<typeof ReportModel>;
