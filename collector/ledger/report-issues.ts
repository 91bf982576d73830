import type { Writer } from "./writer.ts";

/** Reports as they were issued, and to where they were sent. The files lie beside the ledger, which knows what each of them was. Never changed. */
export interface ReportIssues {
  /** All of them; the oldest quarter first, its revisions in order. */
  reportIssues(): Promise<ReportIssue[]>;
  /** The last of a quarter; null: none was issued. */
  lastReport(quarter: string): Promise<ReportIssue | null>;
  /** @throws DeclarationRefused OUTDATED where somebody issued one of the quarter meanwhile */
  writeReport(draft: ReportIssueDraft, writer: Writer): Promise<ReportIssue>;
  /** In order. */
  reportDeliveries(): Promise<ReportDelivery[]>;
  writeDelivery(draft: ReportDeliveryDraft, writer: Writer): Promise<void>;
}

/** Times are s since 1970 UTC. */
export interface ReportIssue {
  /** "2026-T3" */
  readonly quarter: string;
  /** 0: as first issued. */
  readonly revision: number;
  readonly at: number;
  readonly by: string;
  /** Why it was revised; null: first issue. */
  readonly reason: string | null;
  /** What had arrived by then is in the figures; null: the ledger did not know. */
  readonly horizon: number | null;
  /** Of the program. */
  readonly version: string;
  /** Of the canonical JSON of the model. */
  readonly sha256: string;
  readonly files: readonly ReportFile[];
}

export interface ReportFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `at` is within the files too, so that who writes them says when. */
export type ReportIssueDraft = Omit<ReportIssue, "by">;

export const reportChannels = ["mail", "folder"] as const;
export type ReportChannel = (typeof reportChannels)[number];

export interface ReportDelivery {
  readonly quarter: string;
  readonly revision: number;
  readonly at: number;
  readonly channel: ReportChannel;
  /** The address or the folder that has it. */
  readonly target: string;
}

export type ReportDeliveryDraft = Omit<ReportDelivery, "at">;
