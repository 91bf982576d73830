import type { Directory } from "../../directory/directory.ts";
import type { Ledger, Stream } from "../../ledger/port.ts";
import { type Follower, openFollower } from "../follower.ts";
import { type RetryPace, retryDelayMs } from "../retry-pace.ts";
import type { SinkLog, SinkStatus } from "../sink-status.ts";
import { connectInflux, type InfluxConnection, type InfluxTarget } from "./connection.ts";
import { deliverItems } from "./deliver-items.ts";
import { DeadlineFault, type FaultKind, InfluxFault } from "./influx-fault.ts";
import { type Feed, type FeedSource, influxFeeds } from "./influx-feeds.ts";
import type { RefusedPoint } from "./write-points.ts";

/** Name of this follower in the ledger. */
export const influxFollower = "influx";
const influxStreams = ["state_changes", "calls", "agent_reports", "observations"] as const satisfies readonly Stream[];

export interface InfluxSinkOptions {
  readonly ledger: FeedSource & Pick<Ledger, "cursorOf" | "saveCursor" | "lastEntries" | "setAside">;
  readonly directory: Directory;
  readonly settings: InfluxTarget & { readonly batchPoints: number };
  readonly log: SinkLog;
  readonly now: () => number;
  readonly pace?: Partial<SinkPace>;
}

export interface SinkPace {
  /** How often the ledger is read when nobody wakes the sink. */
  readonly pollMs: number;
  /** How long one request may take, connection and answer included. */
  readonly deadlineMs: number;
  readonly retry: RetryPace;
  /** How long a request under way may still take once the sink is stopped. */
  readonly graceMs: number;
}

export interface InfluxSink {
  start(): void;
  /** Settles when nothing is under way any more. What was not acknowledged is delivered after the next start. */
  stop(): Promise<void>;
  /** Says that the ledger has news. */
  wake(): void;
  status(): SinkStatus;
}

const defaultPace: SinkPace = { pollMs: 1_000, deadlineMs: 30_000, retry: { firstMs: 1_000, maxMs: 60_000 }, graceMs: 3_000 };
const smallestBatch = 100;
const reminderMs = 3_600_000;

/**
 * Follows the ledger into InfluxDB. Points have the times of what they tell and the same tags each time, so delivering them
 * again after a crash changes nothing. A server that is away, or refuses us, is waited for; the ledger keeps what waits.
 */
export function createInfluxSink(options: InfluxSinkOptions): InfluxSink {
  const sink = newSink(options);
  let loop: Promise<void> | null = null;
  return {
    start: () => {
      loop ??= run(sink);
    },
    stop: async () => {
      sink.isStopping = true;
      sink.wake();
      const patience = setTimeout(() => disconnect(sink), sink.pace.graceMs);
      await loop;
      clearTimeout(patience);
      disconnect(sink);
    },
    wake: () => sink.wake(),
    status: () => statusOf(sink),
  };
}

interface Sink extends Omit<InfluxSinkOptions, "pace"> {
  readonly pace: SinkPace;
  readonly feeds: readonly Feed[];
  follower: Follower | null;
  connection: InfluxConnection | null;
  isStopping: boolean;
  wake: () => void;
  waiting: Waiting | null;
  batchPoints: number;
  lag: Readonly<Partial<Record<Stream, number>>> | null;
  lastSuccessAt: number | null;
  written: number;
  setAside: number;
  failures: number;
  lastReminderAt: number | null;
}

/** Since the first failure in a row. */
interface Waiting {
  readonly kind: FaultKind | "ledger";
  readonly message: string;
  readonly since: number;
  readonly failuresInARow: number;
  /** On the monotonic clock: a stepped wall clock must not put the next attempt off. */
  readonly retryAtMonotonicMs: number;
}

function newSink(options: InfluxSinkOptions): Sink {
  return {
    ...options,
    pace: { ...defaultPace, ...options.pace },
    feeds: influxFeeds(options.ledger, options.directory),
    follower: null,
    connection: null,
    isStopping: false,
    wake: () => {},
    waiting: null,
    batchPoints: options.settings.batchPoints,
    lag: null,
    lastSuccessAt: null,
    written: 0,
    setAside: 0,
    failures: 0,
    lastReminderAt: null,
  };
}

async function run(sink: Sink): Promise<void> {
  while (!sink.isStopping) {
    const hasMore = await attempt(sink);
    if (!hasMore && !sink.isStopping) await pause(sink);
  }
}

/** One round over all streams, unless it is too early to try again. Says whether there is more to do at once. */
async function attempt(sink: Sink): Promise<boolean> {
  try {
    sink.follower ??= await openFollower(sink.ledger, influxFollower, influxStreams);
    sink.lag = await sink.follower.lag();
    if (sink.waiting !== null && performance.now() < sink.waiting.retryAtMonotonicMs) return false;
    if (totalOf(sink.lag) === 0 && sink.waiting === null && sink.connection !== null) return false;
    const connection = await connected(sink, sink.follower);
    const hasMore = await deliverRound(sink, sink.follower, connection);
    sink.lag = await sink.follower.lag();
    noteRecovery(sink);
    return hasMore;
  } catch (error) {
    disconnect(sink);
    if (!sink.isStopping) noteFailure(sink, error);
    return false;
  }
}

async function connected(sink: Sink, follower: Follower): Promise<InfluxConnection> {
  if (sink.connection !== null) return sink.connection;
  const connection = connectInflux(sink.settings, sink.pace.deadlineMs);
  sink.connection = connection;
  const { isEmpty } = await connection.prepare();
  if (isEmpty && follower.hasDelivered()) {
    sink.log.info({ sink: influxFollower, database: sink.settings.database }, "InfluxDB is empty, filling it from the start of the ledger");
    await follower.rewind();
  }
  return connection;
}

async function deliverRound(sink: Sink, follower: Follower, connection: InfluxConnection): Promise<boolean> {
  const { ledger, now, batchPoints: limit } = sink;
  let hasMore = false;
  for (const feed of sink.feeds) {
    if (sink.isStopping) return false;
    const items = await feed.read(follower.cursor(feed.stream), limit);
    const last = items.at(-1);
    if (last === undefined) continue;
    const { accepted, refused } = await deliverItems(items, {
      sink: influxFollower,
      write: (points) => connection.write(points),
      setAside: (point) => ledger.setAside(point),
      now,
    });
    await follower.advance(feed.stream, last.entry);
    noteDelivery(sink, accepted, refused);
    if (items.length >= limit) hasMore = true;
  }
  sink.batchPoints = Math.min(sink.settings.batchPoints, limit + smallestBatch);
  return hasMore;
}

function noteDelivery(sink: Sink, accepted: number, refused: readonly RefusedPoint[]): void {
  sink.written += accepted;
  sink.setAside += refused.length;
  if (accepted > 0) sink.lastSuccessAt = sink.now();
  const first = refused[0];
  if (first === undefined || (sink.lastReminderAt !== null && sink.now() - sink.lastReminderAt < reminderMs)) return;
  sink.lastReminderAt = sink.now();
  const facts = { sink: influxFollower, refused: refused.length, reason: first.reason, setAsideSinceStart: sink.setAside };
  sink.log.warn(facts, "InfluxDB refused points for good, they are set aside");
}

function noteFailure(sink: Sink, error: unknown): void {
  const kind = error instanceof InfluxFault ? error.kind : "ledger";
  const message = error instanceof Error ? error.message : String(error);
  const before = sink.waiting;
  const failuresInARow = (before?.failuresInARow ?? 0) + 1;
  const retryAtMonotonicMs = performance.now() + retryDelayMs(failuresInARow, sink.pace.retry);
  sink.failures += 1;
  sink.waiting = { kind, message, since: before?.since ?? sink.now(), failuresInARow, retryAtMonotonicMs };
  // A slow server never answers for a batch it cannot swallow in time.
  if (error instanceof DeadlineFault)
    sink.batchPoints = Math.max(Math.min(smallestBatch, sink.batchPoints), Math.floor(sink.batchPoints / 2));
  // Said once for each kind of trouble, not at every attempt.
  if (before?.kind === kind) return;
  sink.log.warn({ sink: influxFollower, fault: kind, error: message, lag: sink.lag }, "InfluxDB gets nothing, the ledger keeps it");
}

function noteRecovery(sink: Sink): void {
  if (sink.waiting === null) return;
  const facts = { sink: influxFollower, waitedMs: sink.now() - sink.waiting.since, attempts: sink.waiting.failuresInARow, lag: sink.lag };
  sink.waiting = null;
  sink.log.info(facts, "InfluxDB takes points again");
}

function disconnect(sink: Sink): void {
  sink.connection?.close();
  sink.connection = null;
}

async function pause(sink: Sink): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, sink.pace.pollMs);
  sink.wake = resolve;
  await promise;
  clearTimeout(timer);
}

function statusOf(sink: Sink): SinkStatus {
  return {
    isConfigured: true,
    lagEntries: sink.lag === null ? null : totalOf(sink.lag),
    lagByStream: sink.lag ?? {},
    lastSuccessAt: sink.lastSuccessAt,
    written: sink.written,
    setAside: sink.setAside,
    failures: sink.failures,
    lastError: sink.waiting?.message ?? null,
    failingSince: sink.waiting?.since ?? null,
  };
}

function totalOf(lag: Readonly<Partial<Record<Stream, number>>>): number {
  return Object.values(lag).reduce((sum, entries) => sum + entries, 0);
}
