import type { Directory, Site } from "../directory/directory.ts";
import type { AgentStanding, LossCounts, RestartKind, Stream } from "../ledger/port.ts";
import type { EndpointState, StateCause } from "../sla/state-interval.ts";
import type { ChannelPresent } from "../states/channels.ts";
import type { Schedule } from "./schedule.ts";

/** Where the values come from. Asked once for each scrape, whatever the number of metrics. */
export interface MetricsSource {
  directory(): Directory;
  endpoints(): Promise<readonly EndpointNow[]>;
  /** The last word of each agent that was ever heard, by its id. */
  agents(): Promise<ReadonlyMap<string, AgentStanding>>;
  /** What each agent told that it lost. */
  losses(): Promise<ReadonlyMap<string, LossCounts>>;
  /** Agents of which a credential was shown that another had replaced, by their id. */
  replacedUses(): ReadonlyMap<string, { readonly count: number }>;
  /** How far the followers of the ledger are behind, the InfluxDB writer apart. */
  followers(): Promise<readonly FollowerLag[]>;
  /** Null when no InfluxDB is fed. */
  influx(): InfluxNow | null;
  ledgerBytes(): Promise<number>;
  /** What is free where the ledger is. */
  freeBytes(): Promise<number>;
  schedule(): Promise<Schedule>;
  territoryUse(): Promise<readonly TerritoryUseNow[]>;
  contracts(): Promise<readonly ContractNow[]>;
  /** Until when the certificate that the collector shows is good, ms since 1970 UTC; null: it shows none. */
  certificateExpiresAt(): number | null;
  /** Null when no report is issued by itself. */
  reports(): ReportsNow | null;
  inventory(): InventoryNow;
}

/** What is known of one endpoint. Instants of polls are ms since 1970 UTC; `null` means "cannot be known". */
export interface EndpointNow {
  readonly endpoint: string;
  readonly site: Site["id"];
  readonly territory: Site["territory"];
  readonly state: EndpointState;
  readonly cause: StateCause;
  /** s since 1970 UTC */
  readonly sinceS: number | null;
  readonly lastObservedAt: number | null;
  readonly lastProofAt: number | null;
  readonly uptimeSeconds: number | null;
  readonly activeCalls: number | null;
  /** What each channel does now; one whose last word is too old is absent. */
  readonly channels: readonly Pick<ChannelPresent, "channel" | "state">[];
  readonly tls: string | null;
  /** What the web interface refuses to our account while it gives the rest; null where nothing is known to be refused. */
  readonly forbiddenDocuments: number | null;
  /** How many of each part, or registration, the codec says failed; a part it says nothing of is absent. */
  readonly failedParts: readonly FailedParts[];
  readonly clockOffsetSeconds: number | null;
  readonly restarts: Readonly<Partial<Record<RestartKind, number>>>;
  /** Streams of the call that is going on, by the kind of reading; empty outside calls. */
  readonly streams: readonly StreamNow[];
  readonly model: string | null;
  readonly firmware: string | null;
  /** Calls connected since the ledger exists. */
  readonly connectedCalls: number;
  readonly availabilityToday: AvailabilityNow;
  readonly availability30Days: AvailabilityNow;
}

/** One figure of one stream: "audio-in", "video-out", "presentation-in"…, or "all" where the codec tells them together. */
export interface StreamNow {
  readonly stream: string;
  readonly kind: string;
  readonly value: number;
}

/** "camera", "sip_registration", "temperature"… and how many of them the codec says failed, or are too hot. */
export interface FailedParts {
  readonly part: string;
  readonly failed: number;
}

export interface ReportsNow {
  readonly failures: number;
  /** s since 1970 UTC; null: nothing is wrong. */
  readonly failingSince: number | null;
}

export interface AvailabilityNow {
  readonly ratio: number | null;
  readonly coverage: number | null;
}

export interface FollowerLag {
  readonly follower: string;
  readonly stream: Stream;
  readonly entries: number;
}

/** The part of the InfluxDB writer's status that is a metric. */
export interface InfluxNow {
  readonly lagByStream: Readonly<Partial<Record<Stream, number>>>;
  readonly lastSuccessAt: number | null;
  readonly written: number;
  readonly setAside: number;
  readonly failures: number;
  readonly failingSince: number | null;
}

/** How one territory was used over the last months that ended. */
export interface TerritoryUseNow {
  readonly territory: string;
  readonly uses: number;
  readonly usedSeconds: number;
  /** s since 1970 UTC; null: never. */
  readonly lastUseAt: number | null;
  /** How many of its sites there are of each verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
}

/** What was promised of an endpoint this quarter, and how calls from it went in the last seven days. */
export interface ContractNow {
  readonly endpoint: string;
  readonly site: string;
  readonly territory: string;
  /** Of the whole quarter; null: no target. */
  readonly budgetSeconds: number | null;
  readonly lostSeconds: number;
  readonly attempts: number;
  readonly failedAttempts: number;
}

export interface InventoryNow {
  /** ms since 1970 UTC */
  readonly loadedAt: number;
  /** Of the newest one; 0: it counts. */
  readonly problems: number;
}

/** One look at everything, so that all the metrics of a scrape tell of the same moment. */
export interface Snapshot {
  readonly directory: Directory;
  readonly endpoints: readonly EndpointNow[];
  readonly agents: ReadonlyMap<string, AgentStanding>;
  readonly losses: ReadonlyMap<string, LossCounts>;
  readonly replacedUses: ReadonlyMap<string, { readonly count: number }>;
  readonly followers: readonly FollowerLag[];
  readonly influx: InfluxNow | null;
  readonly ledgerBytes: number;
  readonly freeBytes: number;
  readonly schedule: Schedule;
  readonly territoryUse: readonly TerritoryUseNow[];
  readonly contracts: readonly ContractNow[];
  readonly certificateExpiresAt: number | null;
  readonly reports: ReportsNow | null;
  readonly inventory: InventoryNow;
}

export async function takeSnapshot(source: MetricsSource): Promise<Snapshot> {
  return {
    directory: source.directory(),
    endpoints: await source.endpoints(),
    agents: await source.agents(),
    losses: await source.losses(),
    replacedUses: source.replacedUses(),
    followers: await source.followers(),
    influx: source.influx(),
    ledgerBytes: await source.ledgerBytes(),
    freeBytes: await source.freeBytes(),
    schedule: await source.schedule(),
    territoryUse: await source.territoryUse(),
    contracts: await source.contracts(),
    certificateExpiresAt: source.certificateExpiresAt(),
    reports: source.reports(),
    inventory: source.inventory(),
  };
}
