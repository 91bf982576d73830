import type { IncidentNote } from "../sla/incident-notes.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";

/** Who writes: a user of the collector's machine ("unix:martin") or the holder of a token ("token:astreinte"), and from where. */
export interface Writer {
  readonly who: string;
  readonly origin: string;
}

/** What people declare. Kept in the ledger for ever; every write leaves a trace in the same transaction. */
export interface Declarations {
  /** Every entry, in order. */
  maintenanceEntries(): Promise<MaintenanceEntry[]>;
  writeMaintenance(entry: Omit<MaintenanceEntry, "entry">, writer: Writer): Promise<MaintenanceEntry>;
  /** Notes of one endpoint, or of all, in order. */
  incidentNotes(endpoint?: string): Promise<IncidentNote[]>;
  writeIncidentNote(note: Omit<IncidentNote, "entry">, writer: Writer): Promise<IncidentNote>;
  /** The newest traces, newest first. */
  trace(limit: number): Promise<TraceEntry[]>;
  close(): Promise<void>;
}

/** One write: who, when, what, and what stood there before and after (JSON; null for nothing). */
export interface TraceEntry extends Writer {
  readonly entry: number;
  readonly at: number;
  readonly what: string;
  readonly about: string;
  readonly before: string | null;
  readonly after: string | null;
}
