import type { Directory } from "../../directory/directory.ts";
import type { Ledger } from "../../ledger/port.ts";
import { networkTimeZone, startOfLocalDay } from "../../sla/calendar.ts";
import type { Span } from "../../sla/spans.ts";
import { monthsBefore, monthsOver, quarterOf } from "../../usage/months.ts";
import { type Follower, openFollower } from "../follower.ts";
import { type RetryPace, retryDelayMs } from "../retry-pace.ts";
import type { SinkLog } from "../sink-status.ts";
import { connectInflux, type InfluxConnection, type InfluxTarget } from "./connection.ts";
import { deliverItems } from "./deliver-items.ts";
import type { Point } from "./point.ts";
import { type RolledUp, type RollUp, rollUpMeasurements, rollUpPoints } from "./roll-up-points.ts";
import { type DueSince, dueAfter, monthsWithDays } from "./roll-ups-due.ts";
import { type SiteQuarterRow, siteQuarterPoint } from "./site-quarter-points.ts";

/** Name of this follower in the ledger. */
export const rollUpsFollower = "influx-roll-ups";
export const rollUpStreams = ["state_changes", "calls"] as const;

export interface RollUpsOptions {
  readonly ledger: Pick<
    Ledger,
    "stateChangesAfter" | "callsAfter" | "usageBeginnings" | "cursorOf" | "saveCursor" | "lastEntries" | "setAside"
  >;
  readonly directory: Directory;
  readonly settings: InfluxTarget & { readonly batchPoints: number };
  /** What endpoints came to in a period; null: its calls are forgotten, and what was written of it stays. */
  readonly figures: (period: Span, endpoints: readonly string[], until: number) => Promise<readonly RollUp[] | null>;
  /** What is said of each site over a quarter; null: a part of it is only known by whole months. */
  readonly siteQuarters: (quarter: Span, until: number) => Promise<readonly SiteQuarterRow[] | null>;
  readonly log: SinkLog;
  /** ms since 1970 UTC */
  readonly now: () => number;
  readonly pace?: Partial<RollUpsPace>;
}

export interface RollUpsPace {
  /** How often the ledger is read for what was told late. */
  readonly pollMs: number;
  /** How often the month and the day that go on are written again. */
  readonly refreshMs: number;
  readonly deadlineMs: number;
  readonly retry: RetryPace;
}

export interface RollUps {
  start(): void;
  /** Settles when nothing is under way any more. */
  stop(): Promise<void>;
  /** Points the server answered for since the start; how many rounds failed in a row. */
  status(): { readonly written: number; readonly failuresInARow: number };
}

const usualPace: RollUpsPace = { pollMs: 60_000, refreshMs: 3_600_000, deadlineMs: 30_000, retry: { firstMs: 5_000, maxMs: 300_000 } };
const entriesAtOnce = 5_000;
/** Written again after each start and each midnight, for what no stream tells: maintenances declared late, hours of the inventory. */
const monthsRefreshed = 2;

/**
 * Keeps the days and months of `usage` and `availability` in InfluxDB as the ledger has them: once a month is closed its point says what a
 * report says. Whoever is killed in between writes the same points again.
 */
export function createRollUps(options: RollUpsOptions): RollUps {
  const task = new RollUpsTask({ ...options, pace: { ...usualPace, ...options.pace } });
  return { start: () => task.start(), stop: () => task.stop(), status: () => task.status() };
}

class RollUpsTask {
  readonly #options: RollUpsOptions & { readonly pace: RollUpsPace };
  #follower: Follower | null = null;
  #connection: InfluxConnection | null = null;
  #loop: Promise<void> | null = null;
  #wake: () => void = () => {};
  #isStopping = false;
  #failuresInARow = 0;
  #written = 0;
  /** The local day whose refresh is done, and when the running periods were last written; s since 1970 UTC. */
  #refreshedDay: number | null = null;
  #refreshedAt = 0;

  constructor(options: RollUpsOptions & { readonly pace: RollUpsPace }) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    this.#disconnect();
    await this.#loop;
    this.#disconnect();
  }

  status() {
    return { written: this.#written, failuresInARow: this.#failuresInARow };
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const hasMore = await this.#attempt();
      if (!hasMore && !this.#isStopping) await this.#pause();
    }
  }

  async #attempt(): Promise<boolean> {
    const { log, pace } = this.#options;
    try {
      const hasMore = await this.#round();
      if (this.#failuresInARow > 0) log.info({ sink: rollUpsFollower }, "roll-ups are written again");
      this.#failuresInARow = 0;
      return hasMore;
    } catch (error) {
      this.#disconnect();
      if (this.#isStopping) return false;
      this.#failuresInARow += 1;
      const facts = { sink: rollUpsFollower, error: error instanceof Error ? error.message : String(error) };
      if (this.#failuresInARow === 1) log.warn(facts, "roll-ups cannot be written; they are tried again");
      await this.#pause(retryDelayMs(this.#failuresInARow, pace.retry));
      return !this.#isStopping;
    }
  }

  /** Says whether there is more to do at once. */
  async #round(): Promise<boolean> {
    const { ledger, directory, now } = this.#options;
    this.#follower ??= await openFollower(ledger, rollUpsFollower, rollUpStreams);
    const follower = this.#follower;
    const connection = await this.#connected(follower);
    const nowS = Math.floor(now() / 1000);
    const isFirst = !follower.hasDelivered() && this.#refreshedDay === null;
    const { due, cursors, hasMore } = await dueAfter(ledger, follower, directory, entriesAtOnce);
    if (isFirst) await this.#addBeginnings(due);
    const isRefresh = this.#addRefreshed(due, nowS);
    await this.#write(due, nowS, connection);
    if (this.#isStopping) return false;
    for (const { stream, entry } of cursors) await follower.advance(stream, entry);
    this.#refreshedDay = startOfLocalDay(nowS, networkTimeZone);
    if (isRefresh) this.#refreshedAt = nowS;
    return hasMore;
  }

  /** Months whose calls are forgotten are in no stream any more. */
  async #addBeginnings(due: DueSince): Promise<void> {
    const { ledger, directory } = this.#options;
    const first = Math.min(...(await ledger.usageBeginnings()).keys());
    if (Number.isFinite(first)) for (const { id } of directory.endpoints) due.set(id, Math.min(first, due.get(id) ?? first));
  }

  /** Says whether it is time to. */
  #addRefreshed(due: DueSince, nowS: number): boolean {
    const { directory, pace } = this.#options;
    const today = startOfLocalDay(nowS, networkTimeZone);
    const isNewDay = this.#refreshedDay !== today;
    if (!isNewDay && nowS - this.#refreshedAt < pace.refreshMs / 1000) return false;
    const since = isNewDay ? monthsBefore(nowS, monthsRefreshed - 1).from : today;
    for (const { id } of directory.endpoints) due.set(id, Math.min(since, due.get(id) ?? since));
    return true;
  }

  async #write(due: DueSince, nowS: number, connection: InfluxConnection): Promise<void> {
    if (due.size === 0) return;
    const ends = (span: Span): string[] => [...due].filter(([, since]) => since < span.to).map(([endpoint]) => endpoint);
    for (const { month, days } of monthsWithDays(Math.min(...due.values()), nowS)) {
      await this.#writePeriod({ ...month, period: "month", until: nowS }, ends(month), connection);
      for (const day of days) {
        if (this.#isStopping) return;
        const isKept = await this.#writePeriod({ ...day, period: "day", until: nowS }, ends(day), connection);
        if (!isKept) break;
      }
    }
    await this.#writeQuarters(Math.min(...due.values()), nowS, connection);
  }

  /** What late data says of one site it says of the list the others are judged in. */
  async #writeQuarters(since: number, nowS: number, connection: InfluxConnection): Promise<void> {
    const { siteQuarters, directory } = this.#options;
    const quarters = new Map(monthsOver({ from: since, to: nowS + 1 }).map((month) => [quarterOf(month).from, quarterOf(month)]));
    for (const quarter of quarters.values()) {
      if (this.#isStopping) return;
      const rows = await siteQuarters(quarter, nowS);
      if (rows !== null)
        await this.#deliver(
          rows.map((row) => siteQuarterPoint(row, quarter, nowS, directory)),
          connection,
        );
    }
  }

  /** False: nothing is known of this period but its month. */
  async #writePeriod(span: RolledUp, endpoints: readonly string[], connection: InfluxConnection): Promise<boolean> {
    const { figures, directory } = this.#options;
    const rows = await figures({ from: span.from, to: span.to }, endpoints, span.until);
    if (rows === null) return false;
    await this.#deliver(
      rows.flatMap((row) => rollUpPoints(row, span, directory)),
      connection,
    );
    return true;
  }

  async #deliver(due: readonly Point[], connection: InfluxConnection): Promise<void> {
    const { settings, ledger, now } = this.#options;
    const items = due.map((point) => ({ entry: 0, point }));
    for (let start = 0; start < items.length; start += settings.batchPoints) {
      const { accepted } = await deliverItems(items.slice(start, start + settings.batchPoints), {
        sink: rollUpsFollower,
        write: (points) => connection.write(points),
        setAside: (point) => ledger.setAside(point),
        now,
      });
      this.#written += accepted;
    }
  }

  async #connected(follower: Follower): Promise<InfluxConnection> {
    if (this.#connection !== null) return this.#connection;
    const { settings, pace, log } = this.#options;
    const connection = connectInflux(settings, pace.deadlineMs, rollUpMeasurements);
    this.#connection = connection;
    const { isEmpty } = await connection.prepare();
    if (isEmpty && follower.hasDelivered()) {
      log.info({ sink: rollUpsFollower, database: settings.database }, "InfluxDB has no roll-ups, writing them all again");
      await follower.rewind();
      this.#refreshedDay = null;
    }
    return connection;
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = null;
  }

  async #pause(forMs = this.#options.pace.pollMs): Promise<void> {
    if (this.#isStopping) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, forMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
  }
}
