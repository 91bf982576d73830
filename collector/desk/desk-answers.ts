import type { TraceEntry } from "../ledger/declarations.ts";
import type { IncidentNote } from "../sla/incident-notes.ts";
import type { MaintenanceEntry, MaintenanceTime } from "../sla/maintenance.ts";
import type { MaintenanceEntryBody, NoteBody, TraceBody } from "./desk-schemas.ts";
import type { Foresight } from "./foresight.ts";
import { utcText as instant } from "./told-time.ts";

export const maintenanceBody = ({ declaredAt, time, ...entry }: MaintenanceEntry): MaintenanceEntryBody => ({
  ...entry,
  declaredAt: instant(declaredAt),
  time: time === null ? null : timeBody(time),
});

const timeBody = (time: MaintenanceTime): NonNullable<MaintenanceEntryBody["time"]> =>
  time.kind === "once" ? { ...time, from: instant(time.from), to: instant(time.to) } : time;

export const foresightBody = ({ endpoints, announcedSeconds, countedSeconds, countsFrom }: Foresight) => ({
  endpoints,
  announcedSeconds,
  countedSeconds,
  countsFrom: countsFrom === null ? null : instant(countsFrom),
});

export const noteBody = ({ at, writtenAt, ...note }: IncidentNote): NoteBody => ({
  ...note,
  at: instant(at),
  writtenAt: instant(writtenAt),
});

export const traceBody = ({ at, before, after, ...entry }: TraceEntry): TraceBody => ({
  ...entry,
  at: instant(at),
  before: before === null ? null : (JSON.parse(before, withInstants) as unknown),
  after: after === null ? null : (JSON.parse(after, withInstants) as unknown),
});

/** What the ledger keeps in seconds is told as every other answer tells it. */
const instants: ReadonlySet<string> = new Set([
  "at",
  "from",
  "to",
  "declaredAt",
  "writtenAt",
  "createdAt",
  "expiresAt",
  "endedAt",
  "closedAt",
]);
const withInstants = (key: string, value: unknown): unknown => (instants.has(key) && typeof value === "number" ? instant(value) : value);
