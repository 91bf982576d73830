import type { Directory } from "../directory/directory.ts";
import { DeclarationRefused, type Declarations, type MaintenanceDraft, type Once, type Writer } from "../ledger/declarations.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import type { IncidentNote, IncidentSaying } from "../sla/incident-notes.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { DeskRefused } from "./desk-refused.ts";
import { type Correction, corrected, type MaintenanceWish, plannedBy } from "./maintenance-wish.ts";
import { secondOf, toldTime, utcText } from "./told-time.ts";
import { plainWords } from "./words.ts";

/** Where people declare: by command or by the API, the same acts with the same rules. Nothing here knows which of the two. */
export interface Desk {
  readonly declarations: Declarations;
  readonly directory: Directory;
  /** The incidents of an endpoint around an instant (s since 1970 UTC), in order, as the ledger knows them now. */
  readonly incidentsAround: (endpoint: string, at: number) => Promise<readonly NamedIncident[]>;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

/** `[from, to)` in s since 1970 UTC; it may be spoken of a little longer than it lasted. */
export interface NamedIncident {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly spokenUntil: number;
}

/** Who asks, and how often at most it is written. */
export interface Asking {
  readonly writer: Writer;
  readonly once?: Once;
}

/** @throws DeskRefused */
export function declareMaintenance({ declarations, directory }: Desk, wish: MaintenanceWish, asking: Asking): Promise<MaintenanceEntry> {
  return write(declarations, { act: "declared", ...plannedBy(wish, directory) }, asking);
}

/** The entry a person has seen last; without it, whatever is the last one now. */
interface Seen {
  readonly follows?: number;
}

/** @throws DeskRefused */
export async function correctMaintenance(desk: Desk, id: string, correction: Correction & Seen, asking: Asking): Promise<MaintenanceEntry> {
  const { declarations, directory } = desk;
  const last = await lastEntry(declarations, id);
  const { follows = last.entry, ...change } = correction;
  return write(declarations, { act: "corrected", id, follows, ...plannedBy(corrected(last, change), directory) }, asking);
}

/** @throws DeskRefused */
export async function withdrawMaintenance({ declarations }: Desk, id: string, reason: string, asking: Asking): Promise<MaintenanceEntry> {
  const last = await lastEntry(declarations, id);
  const draft = { act: "withdrawn", id, follows: last.entry, scope: last.scope, time: null, reason: plainWords(reason) } as const;
  return write(declarations, draft, asking);
}

/** What a person says of the incident of an endpoint that covers an instant, as typed. */
export interface NoteWish {
  readonly endpoint: string;
  readonly at: string;
  readonly said: IncidentSaying;
  /** The ledger may learn of it later: a site that was cut off tells its past when it is back. */
  readonly evenIfUnknown?: boolean;
}

const minuteS = 60;

/** @throws DeskRefused, also where no incident covers the instant: the nearest ones are named */
export async function noteIncident(
  { declarations, directory, incidentsAround, now }: Desk,
  wish: NoteWish,
  { writer, once }: Asking,
): Promise<IncidentNote> {
  if (directory.endpoint(wish.endpoint) === undefined) throw new DeskRefused("SCOPE_UNKNOWN", wish.endpoint);
  const at = secondOf(toldTime(wish.at, networkTimeZone));
  if (at > now() / 1000) throw new DeskRefused("TIME_TO_COME", wish.at);
  const known = await incidentsAround(wish.endpoint, at);
  const covering = known.findLast(({ from, spokenUntil }) => from < at + minuteS && at < spokenUntil);
  if (covering === undefined && wish.evenIfUnknown !== true)
    throw new DeskRefused("NO_INCIDENT", nearestTo(at, known).map(spanText).join(", "));
  // A minute is what people read and write: an incident that began at 10:00:32 is named by 10:00.
  const within = Math.max(at, covering?.from ?? at);
  const draft = { endpoint: wish.endpoint, at: within, said: plainSaying(wish.said), incident: covering?.id ?? null };
  return refusing(() => declarations.writeIncidentNote(draft, writer, once));
}

/** The last one before and the first one after. */
function nearestTo(at: number, known: readonly NamedIncident[]): NamedIncident[] {
  const [before, after] = [known.findLast(({ from }) => from <= at), known.find(({ from }) => from > at)];
  return [before, after].filter((incident) => incident !== undefined);
}

const spanText = ({ from, to }: NamedIncident): string => `${utcText(from)}/${utcText(to)}`;

function plainSaying(said: IncidentSaying): IncidentSaying {
  if (said.kind === "comment") return { kind: "comment", text: plainWords(said.text) };
  if (said.kind === "attributed") return { kind: "attributed", owner: said.owner, reason: plainWords(said.reason) };
  return { kind: "acknowledged" };
}

/** All entries of one maintenance, in order. @throws DeskRefused */
export async function historyOf(declarations: Declarations, id: string): Promise<[MaintenanceEntry, ...MaintenanceEntry[]]> {
  const [first, ...others] = (await declarations.maintenanceEntries()).filter((entry) => entry.id === id);
  if (first === undefined) throw new DeskRefused("MAINTENANCE_UNKNOWN", id);
  return [first, ...others];
}

async function lastEntry(declarations: Declarations, id: string): Promise<MaintenanceEntry> {
  const entries = await historyOf(declarations, id);
  return entries.at(-1) ?? entries[0];
}

function write(declarations: Declarations, draft: MaintenanceDraft, { writer, once }: Asking): Promise<MaintenanceEntry> {
  return refusing(() => declarations.writeMaintenance(draft, writer, once), draft.act === "declared" ? "" : draft.id);
}

const refusals = {
  UNKNOWN: "MAINTENANCE_UNKNOWN",
  WITHDRAWN: "MAINTENANCE_WITHDRAWN",
  OUTDATED: "MAINTENANCE_CHANGED",
  KEY_USED: "KEY_USED",
} as const;

async function refusing<Written>(work: () => Promise<Written>, about = ""): Promise<Written> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeclarationRefused) || error.code === "NAME_TAKEN") throw error;
    throw new DeskRefused(refusals[error.code], about);
  }
}
