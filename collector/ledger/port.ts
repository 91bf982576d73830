import type { CallRecord } from "../../contract/call.ts";
import type { AgentHealth } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { StateInterval } from "../sla/state-interval.ts";
import type { AgentReading, ChannelStanding, EndpointStanding } from "./newest.ts";
import type { HistoryConflicts, ImportResult, RemovalResult } from "./saved-histories.ts";
import type { ClockCorrection, LossCounts, StoredCorrection, StoredEvent, TimedEvent } from "./told.ts";
import type { UsageLedger } from "./usage.ts";

export { type AgentReading, type ChannelStanding, type EndpointStanding, identityKinds, type LatestReading } from "./newest.ts";
export type { HistoryConflicts, ImportResult, RemovalResult } from "./saved-histories.ts";
export type { ClockCorrection, CorrectionBasis, LossCounts, StoredEvent, TimedEvent } from "./told.ts";
export type { FarEndsKept, LastUse, StoredPart, UsageConclusion, UsageMark, UsagePart } from "./usage.ts";

/**
 * The ledger is the truth: what was observed, in which order it arrived, and what was concluded from it.
 * Ledgers differ in where they keep it; `tests/collector/ledger/ledger-suite.ts` says what all of them promise.
 *
 * Entries of a stream (observations, calls, agent reports, agent events, state changes) carry an `entry` number that only grows.
 * A follower reads a stream from its own cursor and saves the cursor in the same transaction as what it concluded.
 */
export interface Ledger extends UsageLedger {
  /**
   * Keeps what is new of one envelope, in one transaction, on disk when the promise settles.
   * A sequence already kept for this outbox is left alone and counted, in whatever order and however often it comes.
   */
  append(batch: AppendBatch): Promise<AppendResult>;
  /**
   * Keeps calls of one endpoint that a saved history tells, in one transaction, marked as imported. A call is known by its key,
   * whether a poll or a file told it: importing again, or what was polled already, adds nothing. `replaces`: an imported call that the
   * file dates otherwise becomes what the file says.
   */
  importCalls(
    endpoint: string,
    calls: readonly CallRecord[],
    importedAt: number,
    how?: { readonly replaces: boolean },
  ): Promise<ImportResult>;
  /** What speaks against importing these calls for this endpoint. Changes nothing. */
  conflictsOf(endpoint: string, calls: readonly CallRecord[]): Promise<HistoryConflicts>;
  /** Forgets those of these calls, by their keys, that only files told of this endpoint. Sinks keep what they were given. */
  removeImported(endpoint: string, calls: readonly CallRecord[]): Promise<RemovalResult>;

  observationsAfter(entry: number, limit: number): Promise<StoredObservation[]>;
  callsAfter(entry: number, limit: number): Promise<StoredCall[]>;
  agentReportsAfter(entry: number, limit: number): Promise<AgentReport[]>;
  stateChangesAfter(entry: number, limit: number): Promise<StateChange[]>;
  /** The highest entry of each stream, 0 when it is empty: a follower's lag is the difference to its cursor. */
  lastEntries(): Promise<Readonly<Record<Stream, number>>>;

  /** Where a follower stands in a stream; 0 before the first time. */
  cursorOf(follower: string, stream: Stream): Promise<number>;
  saveCursor(follower: string, stream: Stream, entry: number): Promise<void>;

  /** Observations of one endpoint with `fromMs <= observedAt < toMs`, oldest first, `limit` at most. */
  observationsOf(endpoint: string, fromMs: number, toMs: number, limit: number): Promise<StoredObservation[]>;
  /** State intervals of one endpoint that overlap `[from, to)` (s since 1970 UTC), oldest first, cut to it. */
  statesOf(endpoint: string, from: number, to: number): Promise<StateInterval[]>;
  /**
   * For each of these endpoints, in their order, its state intervals that overlap `[from, to)` (s since 1970 UTC), whole, oldest first,
   * with no more than sums need. Others are answered meanwhile.
   */
  statesOfMany(endpoints: readonly string[], from: number, to: number): AsyncIterable<StatesOfOne>;
  /** The newest state interval of every endpoint that has one. */
  latestStates(): Promise<ReadonlyMap<string, StateInterval>>;
  /**
   * The newest reading of each kind and instance of every endpoint, for each agent that read it; without those it has stopped giving: the
   * same question of that agent was answered since on every channel that speaks, and did not say it. What a codec is (`identityKinds`) stays.
   */
  latestReadings(): Promise<ReadonlyMap<string, readonly AgentReading[]>>;
  /**
   * Puts states and restarts in the place of whatever was concluded for the same endpoints in the same spans, and moves the cursor of
   * the follower that concluded them, in one transaction. Each instant whose state may have changed becomes a state change for other
   * followers.
   */
  keepConclusions(conclusions: Conclusions, cursor: FollowedTo): Promise<void>;
  /**
   * Makes a state change "unknown" of every newest interval that ended at or before `now` (s) and was not followed by anything:
   * what was held too long is silence from its end on. Returns how many.
   */
  noteSilences(now: number): Promise<number>;
  /** The nearest observation of one endpoint before or after an instant that reads `kind` (without instance); null for none. */
  nearestReading(endpoint: string, kind: ReadingKind, side: Side): Promise<StoredObservation | null>;
  /** The newest restarts of one endpoint, newest first. */
  restartsOf(endpoint: string, limit: number): Promise<Restart[]>;
  /** Restarts by kind of every endpoint that has any, since the ledger exists. */
  restartCounts(): Promise<ReadonlyMap<string, Readonly<Partial<Record<RestartKind, number>>>>>;
  /** Restarts of codecs, and silences too short to be an outage, that fell into `[from, to)` (s since 1970 UTC), by endpoint. */
  restartsWithin(from: number, to: number): Promise<ReadonlyMap<string, number>>;
  microOutagesWithin(from: number, to: number): Promise<ReadonlyMap<string, number>>;
  /** When the last connected call of each endpoint ended, ms, and the last test call; null for none. */
  lastCalls(): Promise<ReadonlyMap<string, LastCalls>>;
  /** The newest connected calls of one endpoint, test calls apart, newest first. */
  newestCalls(endpoint: string, limit: number): Promise<StoredCall[]>;
  /** What each channel of an endpoint did when each agent last tried it; one that was never tried is absent. */
  channelStandings(): Promise<ReadonlyMap<string, readonly ChannelStanding[]>>;
  /** When each agent last observed an endpoint, and was last answered. */
  endpointStandings(): Promise<ReadonlyMap<string, readonly EndpointStanding[]>>;
  /** Calls that were connected and read by a poll, per endpoint, since the ledger exists. */
  callCounts(): Promise<ReadonlyMap<string, number>>;

  agents(): Promise<ReadonlyMap<string, AgentStanding>>;
  /** What an agent told of itself between two instants (ms), what was going on at the first or still is included; oldest first. */
  agentEvents(agent: string, fromMs: number, toMs: number): Promise<StoredEvent[]>;
  agentEventsAfter(entry: number, limit: number): Promise<StoredEvent[]>;
  /** Those of these ids, in no order. */
  agentEventsNamed(ids: readonly string[]): Promise<StoredEvent[]>;
  /** Observations each agent gave up, by reason, since the ledger exists. */
  lossCounts(): Promise<ReadonlyMap<string, LossCounts>>;
  /** The newest corrections of an agent's clock, newest first. */
  clockCorrections(agent: string, limit: number): Promise<StoredCorrection[]>;

  /** Points a sink could not deliver for good, kept so that a person can look at them. */
  setAside(point: SetAsidePoint): Promise<void>;
  setAsidePoints(limit: number): Promise<SetAsidePoint[]>;

  /**
   * Forgets observations, reports and changes older than `beforeMs` that all followers who read them have passed; one that has not
   * begun yet has passed nothing. Conclusions, calls and agent events stay.
   */
  prune(
    beforeMs: number,
    readers: Readonly<Record<Exclude<Stream, "calls" | "agent_events">, readonly string[]>>,
  ): Promise<{ observations: number }>;
  sizeBytes(): Promise<number>;
  close(): Promise<void>;
}

export type Stream = "observations" | "calls" | "agent_reports" | "state_changes" | "agent_events";

export interface AppendBatch {
  readonly agent: string;
  readonly outbox: string;
  readonly receivedAt: number;
  /** What the agent's own clock said when it sent this, ms. */
  readonly sentAt: number;
  readonly boot: string;
  /** Sequences this envelope speaks for, rejected ones included: `[first, first + count)`. */
  readonly first: number;
  readonly count: number;
  readonly observations: readonly { readonly sequence: number; readonly observation: Observation }[];
  readonly health?: AgentHealth;
  /** Kept whether or not there is anything new among the observations. */
  readonly events?: readonly TimedEvent[];
  readonly corrections?: readonly ClockCorrection[];
}

export interface AppendResult {
  readonly accepted: number;
  readonly alreadySeen: number;
  /** Those already seen, in order, neighbours together. */
  readonly seen: readonly SeenRun[];
  /** How many sequences were left out where these follow nothing that was kept; 0 where they follow or were known. */
  readonly leftOut: number;
}

export interface SeenRun {
  readonly first: number;
  readonly count: number;
}

export interface StoredObservation extends Observation {
  readonly entry: number;
  readonly agent: string;
  readonly receivedAt: number;
}

/** Of an observation that came, what says which conclusions it may change. */
export type Arrival = Pick<StoredObservation, "entry" | "agent" | "endpoint" | "observedAt" | "question" | "intervalS" | "readings">;

/**
 * One call, as told best. A call told more fully later (it was still going on, a poll tells what a file had told) comes again in the stream
 * under a new entry and is no longer found under the old one.
 */
export interface StoredCall extends CallRecord {
  readonly entry: number;
  readonly endpoint: string;
  /** ms since 1970 UTC: `startedAt` without what the codec's clock was off by. Figures and exports count from this. */
  readonly trueStartedAt: number;
  /** Told by a saved history only: no poll ever read it from the codec. */
  readonly isImported: boolean;
  /** 0, or 1, 2… for further calls of the same endpoint that truly started at the same instant. */
  readonly leg: number;
}

export interface AgentReport {
  readonly entry: number;
  readonly agent: string;
  readonly receivedAt: number;
  readonly sentAt: number;
  readonly health: AgentHealth;
}

export interface AgentStanding {
  readonly agent: string;
  readonly lastContactAt: number;
  /** Agent's clock minus collector's clock at the last contact, ms; includes the time on the wire. */
  readonly clockOffsetMs: number;
  /** Newest observation it delivered, ms. */
  readonly newestObservedAt: number | null;
  readonly health: AgentHealth | null;
}

/** "From `at` on, the state is `state`": what a step curve needs, valid also for an instant restated later. */
export interface StateChange {
  readonly entry: number;
  readonly endpoint: string;
  /** s since 1970 UTC */
  readonly at: number;
  readonly state: StateInterval["state"];
  readonly cause: StateInterval["cause"];
}

export interface LastCalls {
  readonly call: number | null;
  readonly test: number | null;
}

/** A state interval without what proves it. */
export type CausedState = Omit<StateInterval, "evidence">;

export interface StatesOfOne {
  readonly endpoint: string;
  readonly states: readonly CausedState[];
}

export interface StateConclusion {
  readonly endpoint: string;
  /** s since 1970 UTC, half-open */
  readonly from: number;
  readonly to: number;
  readonly states: readonly StateInterval[];
  /** When silences too short to be an outage began in this span, s since 1970 UTC. */
  readonly microOutages?: readonly number[];
}

/** How far a follower has come in a stream: in the observations, where it does not say. */
export interface FollowedTo {
  readonly follower: string;
  readonly stream?: Stream;
  readonly entry: number;
}

/** Spans of one endpoint that are concluded together do not overlap. */
export interface Conclusions {
  readonly states?: readonly StateConclusion[];
  readonly restarts?: readonly RestartConclusion[];
}

/** One side of an instant, which is not included; ms since 1970 UTC. */
export type Side = { readonly before: number } | { readonly after: number };

/** ms since 1970 UTC, both ends included. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** What started again. `codec_or_snmp_agent`: a codec that is read by SNMP alone, or was not heard otherwise, does not say which. */
export const restartKinds = ["codec", "snmp_agent", "codec_or_snmp_agent"] as const;
export type RestartKind = (typeof restartKinds)[number];

/** One restart, with the two polls that prove it. Times are ms since 1970 UTC. */
export interface Restart {
  /** When it began to run again, by its own account: between the two polls. */
  readonly at: number;
  readonly kind: RestartKind;
  readonly lastBeforeAt: number;
  readonly firstAfterAt: number;
  readonly uptimeBeforeS: number;
  readonly uptimeAfterS: number;
}

export interface RestartConclusion extends TimeSpan {
  readonly endpoint: string;
  readonly restarts: readonly Restart[];
}

export interface SetAsidePoint {
  readonly sink: string;
  readonly at: number;
  readonly reason: string;
  readonly line: string;
}
