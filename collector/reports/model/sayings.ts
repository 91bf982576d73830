import { type Static, Type } from "typebox";
import { stateOwners } from "../../sla/owner.ts";
import { Count, closed, nullable } from "./shapes.ts";

/** Nothing that a person typed: only what was measured and to whom it is laid. Times are s since 1970 UTC. */
export const IncidentRow = closed({
  id: Type.String(),
  endpoint: Type.String(),
  site: Type.String(),
  from: Count,
  to: Count,
  isGoingOn: Type.Boolean(),
  /** Of the expected time of the quarter, what it took. */
  lostSeconds: Count,
  /** On the contract's clock. */
  clockSeconds: Count,
  /** GTR and GTI as promised, s; null: nothing was. */
  guaranteedRestoreSeconds: nullable(Count),
  guaranteedTakeChargeSeconds: nullable(Count),
  /** Null: nothing was guaranteed. */
  isRestoreBreach: nullable(Type.Boolean()),
  takeChargeSeconds: nullable(Count),
  isTakeChargeBreach: nullable(Type.Boolean()),
  /** By the evidence; and by what a person holds against it, null where nobody does. */
  owner: Type.Enum(stateOwners),
  attributedTo: nullable(Type.Enum(stateOwners)),
  /** Of the state it was made of longest; null: not told. */
  cause: nullable(Type.String()),
});
export type IncidentRow = Static<typeof IncidentRow>;

/** What the first page tells, each with the figures that its sentence needs. */
export const KeyFact = Type.Union([
  closed({ kind: Type.Literal("targets"), met: Count, missed: Count, all: Count }),
  closed({ kind: Type.Literal("longest_incident"), incident: Type.String(), clockSeconds: Count }),
  closed({ kind: Type.Literal("no_incident") }),
  closed({ kind: Type.Literal("sites_without_use"), sites: Count, of: Count }),
]);
export type KeyFact = Static<typeof KeyFact>;

/** The rules that proposals are drawn by, in the order in which they are asked. */
const proposalRules = ["repair", "restore_in_time", "measure", "repair_then_make_known", "make_known"] as const;

/** What is proposed, by which rule, and of which sites: those first that need it most. */
export const Proposal = closed({ rule: Type.Enum(proposalRules), sites: Type.Array(Type.String(), { minItems: 1 }) });
export type Proposal = Static<typeof Proposal>;

const SourcedFactor = closed({ value: Type.Number(), unit: Type.String(), year: Count, source: Type.String() });

/** Numbers that the arithmetic was told. */
export const ReportRules = closed({
  underUseThresholdPerMonth: Type.Number(),
  underUseEstablishedFrom: Type.Number(),
  underUseProbableFrom: Type.Number(),
  amortisationYears: Type.Number(),
  /** Of savings, each with where it comes from. */
  savings: closed({
    co2PerVehicleKm: closed({ low: SourcedFactor, central: SourcedFactor, high: SourcedFactor }),
    vehiclesPerUse: Type.Number(),
    substitution: closed({ low: Type.Number(), central: Type.Number(), high: Type.Number() }),
    toRoomKm: Type.Number(),
  }),
});
