import type { Basis } from "../accounts/terms.ts";
import type { Endpoint, Site } from "../directory/directory.ts";
import type { LastUse, Ledger } from "../ledger/port.ts";
import type { Span } from "../sla/spans.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import type { Savings } from "../usage/savings.ts";
import type { UsageRules } from "../usage/usage-rules.ts";
import type { UseCounts } from "../usage/use-counts.ts";
import type { FarEndClassCounts } from "./far-end-places.ts";

/** Follows state changes, to work out again the months they fall in. */
export const usageFollower = "usage";

export interface AttendanceQuestion extends Basis {
  /** s since 1970 UTC. Of months whose calls are forgotten, whole months only. */
  readonly period: Span;
  /** Later is not known yet; s since 1970 UTC. */
  readonly until: number;
  /** All of the directory, where none are given. */
  readonly endpoints?: readonly Endpoint[];
  /** The usual ones, where none are given. */
  readonly rules?: UsageRules;
}

export type AttendanceLedger = Pick<
  Ledger,
  "callsOfMany" | "usageParts" | "farEndsKept" | "usageDue" | "lastUses" | "cursorOf" | "stateChangesAfter" | "statesOfMany"
>;

/** How much one endpoint, or all of a place, was used in a period. */
export interface Attendance extends UseCounts {
  /** Endpoints in the directory, and the sites they stand on. */
  readonly endpoints: number;
  readonly sites: number;
  /** Seconds of all endpoints together that the service was expected; of them those it worked, and those of which nothing is known. */
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  readonly unknownSeconds: number;
  /** Month by month, for verdicts: of an endpoint or a site; of a larger place those of its sites, one after the other. */
  readonly months: readonly MonthOfUse[];
  /** Uses by where the far end is, seen from the site. */
  readonly farEndClasses: FarEndClassCounts;
  /** What was not driven, of the uses whose far end is known. */
  readonly savings: Savings;
  /** Ever, not in the period alone; null: never. */
  readonly lastUse: LastUse | null;
}

export interface EndpointAttendance extends Attendance {
  readonly endpoint: Endpoint;
  readonly site: Site;
}

export interface PlaceAttendance extends Attendance {
  readonly level: "site" | "territory" | "hostKind" | "network";
  /** Of a site or territory; the kind of host; "network". */
  readonly id: string;
}

/** In the order of the directory. A site that changed its territory is counted in each for its time. */
export interface NetworkAttendance {
  readonly period: Span;
  /** What it was worked out by, and is to be judged by. */
  readonly rules: UsageRules;
  readonly endpoints: readonly EndpointAttendance[];
  readonly sites: readonly PlaceAttendance[];
  readonly territories: readonly PlaceAttendance[];
  readonly hostKinds: readonly PlaceAttendance[];
  readonly network: PlaceAttendance;
}

/** Calls of a month are forgotten, and less than the whole of it was asked for. */
export class DetailPurged extends Error {
  readonly month: string;
  constructor(month: string) {
    super(`the calls of ${month} are forgotten: only whole months are known`);
    this.month = month;
  }
}
