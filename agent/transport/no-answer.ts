import type { Outcome } from "../../contract/observation.ts";

/** No usable answer, and why in one fixed word for the log: "snmp_timeout", "http_401"… */
export interface NoAnswer {
  readonly outcome: Exclude<Outcome, "answered">;
  readonly note: string;
  /** The way in itself failed: whatever else is asked would fail the same way. */
  readonly isDoorShut?: true;
}
