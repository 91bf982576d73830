import type { Generated } from "kysely";

/** Tables of what people declare. Rows are added and never changed; times end in `_s`, since 1970 UTC. */
export interface DeclarationTables {
  maintenance_entry: Said & {
    id: string;
    act: string;
    reason: string;
    /** JSON */
    scope: string;
    /** JSON; null: withdrawn */
    time: string | null;
  };
  incident_note: Said & {
    endpoint: string;
    about_s: number;
    /** JSON */
    said: string;
  };
  person_token: Said & { name: string; role: string; sha256: string; expires_at_s: number | null; site: string | null };
  person_token_end: Said & { token: number };
  trace: Said & { origin: string; what: string; about: string; before: string | null; after: string | null };
  closing: Said & {
    quarter: string;
    revision: number;
    reason: string | null;
    horizon_s: number;
    version: string;
    sha256: string;
    figures: string;
    differences: string | null;
  };
  report_issue: Said & {
    quarter: string;
    revision: number;
    reason: string | null;
    horizon_s: number | null;
    version: string;
    sha256: string;
    /** JSON */
    files: string;
  };
  report_delivery: Said & { quarter: string; revision: number; channel: string; target: string };
  purpose_tag: Said & {
    /** Null: it is the first. */
    first: number | null;
    endpoint: string;
    month: string;
    /** The one thing that is ever changed: forgotten. */
    used_at_s: number | null;
    purpose: string | null;
    users: string | null;
  };
  campaign_entry: Said & { id: string; act: string; territory: string; kind: string; from_s: number; to_s: number };
  kept_key: { who: string; key: string; request: string; entry: number; at_s: number };
}

interface Said {
  entry: Generated<number>;
  at_s: number;
  who: string;
}
