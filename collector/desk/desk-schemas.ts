import { type Static, Type } from "typebox";
import { EndpointId, SiteId, TerritoryId } from "../../contract/ids.ts";
import { tracedActs } from "../ledger/declarations.ts";
import { stateOwners } from "../sla/owner.ts";
import { deskRefusals } from "./desk-refused.ts";

const strict = { additionalProperties: false };
const Words = Type.String({ maxLength: 1_000, description: "One line, kept for ever: nothing personal in it" });
const ToldTime = Type.String({
  maxLength: 40,
  description: "2026-11-24T18:00, on the clock of Europe/Paris, or with an offset; a time that does not exist, or exists twice, is refused",
});
/** As answers say it: in UTC. */
const Instant = Type.String({ format: "date-time" });

const ScopeSchema = Type.Union([
  Type.Object({ kind: Type.Literal("endpoint"), id: EndpointId }, strict),
  Type.Object({ kind: Type.Literal("site"), id: SiteId }, strict),
  Type.Object({ kind: Type.Literal("territory"), id: TerritoryId }, strict),
  Type.Object({ kind: Type.Literal("network") }, strict),
]);

const planned = {
  scope: ScopeSchema,
  from: ToldTime,
  to: Type.Optional(ToldTime),
  durationSeconds: Type.Optional(Type.Integer({ minimum: 1, description: "In the place of `to`" })),
};
const Rule = Type.String({ maxLength: 200, description: "RFC 5545, of whole days: FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271231" });

/** `POST /v1/maintenance` */
export const NewMaintenance = Type.Object({ ...planned, rule: Type.Optional(Rule), reason: Words }, strict);

/** `POST /v1/maintenance/{id}/corrections`: what is not said stays as it is. */
export const MaintenanceCorrection = Type.Object(
  {
    scope: Type.Optional(ScopeSchema),
    from: Type.Optional(ToldTime),
    to: planned.to,
    durationSeconds: planned.durationSeconds,
    rule: Type.Optional(Type.Union([Rule, Type.Null()], { description: "null: once only" })),
    reason: Words,
    follows: Type.Optional(
      Type.Integer({ minimum: 1, description: "The last entry you have seen: where there is a newer one, you are told" }),
    ),
  },
  strict,
);

/** `POST /v1/maintenance/{id}/withdrawal` */
export const Withdrawal = Type.Object({ reason: Words }, strict);

/** `POST /v1/incidents/notes` */
export const NewNote = Type.Object(
  {
    endpoint: EndpointId,
    at: Type.String({ ...ToldTime, description: "An instant within the incident" }),
    said: Type.Union([
      Type.Object({ kind: Type.Literal("acknowledged") }, strict),
      Type.Object({ kind: Type.Literal("comment"), text: Words }, strict),
      Type.Object({ kind: Type.Literal("attributed"), owner: Type.Enum([...stateOwners]), reason: Words }, strict),
    ]),
    evenIfUnknown: Type.Optional(
      Type.Boolean({ description: "Keeps it where no known incident covers the instant: a site that was cut off tells its past later" }),
    ),
  },
  strict,
);

const Time = Type.Union([
  Type.Object({ kind: Type.Literal("once"), from: Instant, to: Instant }),
  Type.Object({ kind: Type.Literal("recurring"), rule: Type.String(), first: Type.String(), durationSeconds: Type.Integer() }),
]);

export const MaintenanceEntryBody = Type.Object({
  entry: Type.Integer(),
  id: Type.String(),
  act: Type.Enum(["declared", "corrected", "withdrawn"]),
  declaredAt: Instant,
  by: Type.String(),
  reason: Type.String(),
  scope: ScopeSchema,
  time: Type.Union([Time, Type.Null()]),
});
export type MaintenanceEntryBody = Static<typeof MaintenanceEntryBody>;

/** What was written, and what it will change of the expected time. */
export const WrittenMaintenance = Type.Object({
  ...MaintenanceEntryBody.properties,
  endpoints: Type.Integer({ description: "How many endpoints it concerns" }),
  announcedSeconds: Type.Integer({ description: "What it takes; of what comes again, in the year to come" }),
  countedSeconds: Type.Integer({ description: "What of it leaves the expected time: the rest was announced too late" }),
  countsFrom: Type.Union([Instant, Type.Null()]),
});

export const NoteBody = Type.Object({
  entry: Type.Integer(),
  endpoint: Type.String(),
  at: Instant,
  writtenAt: Instant,
  by: Type.String(),
  said: Type.Union([Type.Object({ kind: Type.Literal("paged") }, strict), NewNote.properties.said]),
});
export type NoteBody = Static<typeof NoteBody>;

export const TraceBody = Type.Object({
  entry: Type.Integer(),
  at: Instant,
  who: Type.String({ description: "unix:<user> or token:<name>" }),
  origin: Type.String({ description: "Machine or address it came from" }),
  what: Type.Enum([...tracedActs]),
  about: Type.String(),
  before: Type.Unknown(),
  after: Type.Unknown(),
});
export type TraceBody = Static<typeof TraceBody>;

export const DeskRefusalBody = Type.Object({ code: Type.Enum(Object.keys(deskRefusals)), message: Type.String() });
