import type { IncidentNote } from "../sla/incident-notes.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import type { Campaigns } from "./campaigns.ts";
import type { Closings } from "./closings.ts";
import type { PurposeTags } from "./purpose-tags.ts";
import type { ReportIssues } from "./report-issues.ts";
import type { Writer } from "./writer.ts";

export type { Writer } from "./writer.ts";

/**
 * What people declare. Kept in the ledger for ever and never changed: whatever is put right is a further entry. Every write has the time
 * of the collector's clock, and leaves a trace in the same transaction.
 */
export interface Declarations extends Closings, PurposeTags, Campaigns, ReportIssues {
  /** Every entry, in order. */
  maintenanceEntries(): Promise<MaintenanceEntry[]>;
  /** @throws DeclarationRefused */
  writeMaintenance(draft: MaintenanceDraft, writer: Writer, once?: Once): Promise<MaintenanceEntry>;
  /** Notes of one endpoint, or of all, in order. */
  incidentNotes(endpoint?: string): Promise<IncidentNote[]>;
  /** @throws DeclarationRefused */
  writeIncidentNote(draft: NoteDraft, writer: Writer, once?: Once): Promise<IncidentNote>;
  /** All that were ever given, oldest first. */
  personTokens(): Promise<PersonToken[]>;
  /** @throws DeclarationRefused where a token of this name is good */
  addPersonToken(draft: TokenDraft, writer: Writer): Promise<PersonToken>;
  /** Ends the token of this name that is not ended; null: there is none. */
  revokePersonToken(name: string, writer: Writer): Promise<PersonToken | null>;
  /** By the SHA-256 of the token; whether it is still good is for whoever asks to say. */
  personTokenWith(sha256: string): Promise<PersonToken | null>;
  /** What the inventory held the figures against, each time it was otherwise; the oldest first. */
  termsTraces(): Promise<TraceEntry[]>;
  writeTerms(draft: TermsDraft, writer: Writer): Promise<void>;
  /** The newest traces, newest first. */
  trace(limit: number): Promise<TraceEntry[]>;
  close(): Promise<void>;
}

/** A new maintenance, or a further entry of one. `follows`: the entry the writer took for the last; another one since then is told, not written over. */
export type MaintenanceDraft = Pick<MaintenanceEntry, "reason" | "scope" | "time"> &
  ({ readonly act: "declared" } | { readonly act: "corrected" | "withdrawn"; readonly id: string; readonly follows: number });

/** What was found in the inventory, and what it stands in the place of. */
export interface TermsDraft {
  readonly what: "terms_kept" | "terms_changed";
  readonly about: string;
  readonly before: object | null;
  readonly after: object;
}

export interface NoteDraft extends Pick<IncidentNote, "endpoint" | "at" | "said"> {
  /** The incident it is about as known now, for the trace; null: none is known yet. */
  readonly incident: string | null;
}

export const personRoles = ["viewer", "operator", "site", "pager"] as const;
/** `viewer` reads; `operator` also writes; `site` tags the uses of one site, `pager` says who was told of alerts, and neither sees anything. */
export type PersonRole = (typeof personRoles)[number];

export interface TokenDraft {
  readonly name: string;
  readonly role: PersonRole;
  readonly sha256: string;
  /** The only site it is good for, of the role `site`. */
  readonly site?: string | undefined;
  /** s since 1970 UTC; null: until it is revoked. */
  readonly expiresAt: number | null;
}

/** By what a person speaks to the collector's API, without the secret. Times are s since 1970 UTC. */
export interface PersonToken extends Omit<TokenDraft, "sha256" | "site"> {
  /** Null: it is for no single site. */
  readonly site: string | null;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly revokedAt: number | null;
}

/** Neither revoked nor past its time. */
export const isGoodAt = ({ revokedAt, expiresAt }: PersonToken, at: number): boolean =>
  revokedAt === null && (expiresAt === null || at < expiresAt);

/** So that a request that is sent again writes once: the same key of the same writer, with the digest of what was asked. */
export interface Once {
  readonly key: string;
  readonly request: string;
}

/** One write: who, when (s since 1970 UTC), what, and what stood there before and after (JSON; null for nothing). */
export interface TraceEntry extends Writer {
  readonly entry: number;
  readonly at: number;
  readonly what: TracedAct;
  readonly about: string;
  readonly before: string | null;
  readonly after: string | null;
}

export const tracedActs = [
  "maintenance_declared",
  "maintenance_corrected",
  "maintenance_withdrawn",
  "incident_paged",
  "incident_acknowledged",
  "incident_comment",
  "incident_attributed",
  "token_added",
  "token_revoked",
  "quarter_closed",
  "quarter_revised",
  "report_issued",
  "report_revised",
  "use_tagged",
  "campaign_declared",
  "campaign_withdrawn",
  "terms_kept",
  "terms_changed",
] as const;
export type TracedAct = (typeof tracedActs)[number];

/** `OUTDATED`: somebody wrote in between. `KEY_USED`: the key came with another request before. `NAME_TAKEN`: a token of this name is good. */
export type DeclarationRefusal = "UNKNOWN" | "WITHDRAWN" | "OUTDATED" | "KEY_USED" | "NAME_TAKEN";

/** Nothing was written. */
export class DeclarationRefused extends Error {
  readonly code: DeclarationRefusal;
  constructor(code: DeclarationRefusal) {
    super(code);
    this.code = code;
  }
}
