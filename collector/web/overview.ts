import type { AgentHealth } from "../../contract/envelope.ts";
import type { PlanState } from "../../contract/plan.ts";
import type { HostKind, TerritoryKind, Vantage } from "../directory/directory.ts";
import type { LastCalls, LatestReading, Restart, StoredCall, StoredEvent } from "../ledger/port.ts";
import type { Availability as PeriodAvailability } from "../sla/availability.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";
import type { ChannelPresent } from "../states/channels.ts";
import type { Refusal } from "../states/present-refusals.ts";
import type { TlsRefusal } from "../states/tls-refusal.ts";

/** What the status page shows, and nothing else. Instants are ms since 1970 UTC; `null` says that it cannot be known. */
export interface Overview {
  /** When the ledger was read for this overview. */
  readonly generatedAt: number;
  readonly isDemonstration: boolean;
  readonly territories: readonly TerritoryOverview[];
  /** Of all endpoints together, this quarter up to now; null: it was not worked out. */
  readonly service: NetworkService | null;
  /** null: the collector has no InfluxDB writer at all. */
  readonly influx: InfluxOverview | null;
  /** The newest inventory, where it is wrong and the one before it counts; null: it counts. */
  readonly refusedInventory: RefusedInventory | null;
  /** Those that are not the one of a site: central ones, and second ones on a site. */
  readonly otherAgents: readonly OtherAgent[];
}

export interface OtherAgent {
  readonly agent: AgentOverview;
  readonly vantage: Vantage;
  /** Where it stands; null: on no site. */
  readonly site: { readonly id: string; readonly name: string; readonly territory: string } | null;
  /** How many sites it watches. */
  readonly siteCount: number;
}

export interface RefusedInventory {
  readonly since: number;
  /** In French, each with its line. */
  readonly problems: readonly string[];
}

export interface TerritoryOverview {
  readonly id: string;
  readonly name: string;
  readonly kind: TerritoryKind;
  readonly sites: readonly SiteOverview[];
  /** This quarter up to now; null: no endpoint of it has figures. */
  readonly service: PooledService | null;
}

/** Several endpoints as one, in the hours their service is promised in: sums of seconds. */
export interface PooledService extends Availability {
  /** How many endpoints there are, how many hold their target and how many miss it: the others have none, or too little was observed. */
  readonly endpoints: { readonly all: number; readonly met: number; readonly missed: number };
  readonly incidents: number;
}

export interface NetworkService extends PooledService {
  /** "2026-T4" */
  readonly quarter: string;
}

export interface SiteOverview {
  readonly id: string;
  readonly name: string;
  readonly commune: string;
  readonly hostKind: HostKind;
  readonly hasTechnician: boolean;
  /** As written in the inventory. */
  readonly openingHours: string;
  readonly isFictional: boolean;
  /** null: no agent is declared for the site. */
  readonly agent: AgentOverview | null;
  readonly endpoints: readonly EndpointOverview[];
}

/** In order: talks and delivers, talks but delivers late, talks and has never delivered anything, has stopped talking, never talked. */
export const agentConditions = ["current", "late", "nothing_yet", "silent", "never_seen"] as const;
export type AgentCondition = (typeof agentConditions)[number];

export interface AgentOverview {
  readonly id: string;
  readonly condition: AgentCondition;
  readonly lastContactAt: number | null;
  /** Age of the newest observation it delivered. */
  readonly lagS: number | null;
  /** Agent's clock minus collector's. */
  readonly clockOffsetMs: number | null;
  readonly outboxCount: number | null;
  readonly lostCount: number | null;
  readonly version: string | null;
  /** Absent where it was never cut off from the collector lately. */
  readonly lineCuts?: LineCuts;
  /** What became of the plan it was given last; null: it has none of the collector's, or has not said. */
  readonly plan: { readonly state: PlanState; readonly reason: string | null } | null;
  /** A release that failed its trial there; `version` is the one that was put back. */
  readonly refusedRelease: RefusedRelease | null;
  /** It may not speak any more; null: it may, or never could. */
  readonly accessEnded: "revoked" | "expired" | null;
}

export type RefusedRelease = NonNullable<AgentHealth["refusedRelease"]>;

/** When an agent was cut off from the collector, in the last 24 hours; by its own account. */
export interface LineCuts {
  readonly count: number;
  readonly seconds: number;
  /** The newest one; `to`: null while it goes on. */
  readonly from: number;
  readonly to: number | null;
}

export interface EndpointOverview {
  readonly id: string;
  readonly name: string;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly state: EndpointState;
  readonly cause: StateCause;
  /** When this state began; null when nothing was ever observed. */
  readonly since: number | null;
  /** The last time the endpoint itself proved that it works. */
  readonly lastProofAt: number | null;
  /** The last poll of it that reached the ledger, whatever it gave. */
  readonly lastObservedAt: number | null;
  readonly isInCall: boolean | null;
  /** Every channel there is, those that are not configured included. */
  readonly channels: readonly ChannelPresent[];
  /** Those of the channels that refuse us now. */
  readonly refusals: readonly Pick<Refusal, "channel" | "since">[];
  /** How its web interface was known to be the codec when it was last read, in the word of the reading; null where it was not asked. */
  readonly tls: string | null;
  /** Why the agent does not talk to it, in the word of the reading; null where it does, or it is the codec that refuses. */
  readonly tlsRefusal: TlsRefusal | null;
  /** Whether its own certificate changes at each restart; null where the inventory does not say its family. */
  readonly renewsCertificate: boolean | null;
  /** In the hours its service is promised in: since midnight in Paris, over 30 days, and this quarter. */
  readonly availabilityToday: Availability;
  readonly availability30Days: Availability;
  readonly availabilityQuarter: QuarterAvailability;
}

/** What the page needs of an availability of `sla/`: any of those can be given as it is. */
export type Availability = Pick<PeriodAvailability, "ratio" | "coverage" | "lowBound" | "highBound">;

export interface QuarterAvailability extends Availability {
  /** Null: no target is promised. */
  readonly targetBasisPoints: number | null;
  /** Null: nothing was promised, or nothing can be said. */
  readonly isMet: boolean | null;
}

/** What the page needs of a sink's status: a `SinkStatus` can be given as it is. */
export interface InfluxOverview {
  readonly isConfigured: boolean;
  /** Entries of the ledger it has not written yet; null before it looked. */
  readonly lagEntries: number | null;
  readonly lastSuccessAt: number | null;
  /** Points it refused for good, kept for a person to look at. */
  readonly setAside: number;
  readonly lastError: string | null;
}

export type OverviewSource = () => Promise<Overview>;

/** How many of its newest states the page of an endpoint lists. */
export const intervalsShown = 20;

/** How many of its newest restarts it lists. */
export const restartsShown = 5;
export const callsShown = 10;

/** What the page of one endpoint adds to its line of the overview. */
export interface EndpointDetail {
  readonly readings: readonly LatestReading[];
  /** The newest state intervals, each whole, oldest first: at least `intervalsShown` where there are as many. */
  readonly intervals: readonly StateInterval[];
  /** What agents told that those states rest on. */
  readonly events: readonly StoredEvent[];
  /** State intervals that overlap the last 24 hours, oldest first. */
  readonly lastDay: readonly StateInterval[];
  /** The newest restarts, newest first: `restartsShown` at most. */
  readonly restarts: readonly Restart[];
  /** When calls and test calls last showed that the room works, ms; null: none did. */
  readonly lastCalls: LastCalls;
  /** The newest connected calls, test calls apart, newest first: `callsShown` at most. */
  readonly newestCalls: readonly StoredCall[];
  /** Connected calls the ledger knows of, since it exists; nothing says with whom. */
  readonly connectedCalls: number;
}

/** null: nothing is kept about this endpoint yet. */
export type EndpointDetailSource = (id: string) => Promise<EndpointDetail | null>;
