import type { Basis } from "../accounts/terms.ts";
import { monthsBefore } from "../usage/months.ts";
import { concludeDue, markStateChanges, type UsageLoopLedger } from "./conclude-usage.ts";
import { markMissing, markOtherTerms } from "./mark-usage.ts";

export interface UsageLoopOptions {
  readonly ledger: UsageLoopLedger;
  readonly basis: () => Promise<Basis>;
  /** Whole months that calls are kept after their own. */
  readonly keptMonths: number;
  /** Followers of the stream of calls: what one of them has not read is not forgotten. */
  readonly readers: readonly string[];
  /** ms since 1970 UTC */
  readonly now: () => number;
  readonly onPurged: (calls: number) => void;
  /** Told once until it works again. */
  readonly onError: (error: unknown) => void;
}

export interface UsageLoop {
  start(): void;
  /** Settles once the step under way is done. */
  stop(): Promise<void>;
}

const betweenLooksMs = 60_000;

/** Works months out as they end and as what is known of them changes, and forgets the calls of those that are old enough. */
export function createUsageLoop(options: UsageLoopOptions): UsageLoop {
  const concluding = createConcluding(options);
  let isStopping = true;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      await concluding(() => isStopping);
      isFailing = false;
    } catch (error) {
      if (!isFailing) options.onError(error);
      isFailing = true;
    }
  }

  function wake(): void {
    underWay = look().finally(() => {
      underWay = null;
      if (!isStopping) timer = setTimeout(wake, betweenLooksMs);
    });
  }

  return {
    start: () => {
      isStopping = false;
      wake();
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** One look at the ledger: everything that is due is worked out, then what is old is forgotten. */
export function createConcluding({ ledger, basis, keptMonths, readers, now, onPurged }: Omit<UsageLoopOptions, "onError">) {
  // A directory may be a standing one: its list of sites is another where the inventory is.
  let seen: { readonly sites: Basis["directory"]["sites"]; readonly maintenance: string } | null = null;
  return async (isToStop: () => boolean = () => false): Promise<void> => {
    const nowS = Math.floor(now() / 1000);
    const current = await basis();
    const basisNow = { sites: current.directory.sites, maintenance: JSON.stringify(current.maintenance) };
    await markStateChanges(ledger, nowS);
    if (seen?.sites !== basisNow.sites || seen.maintenance !== basisNow.maintenance) await markOtherTerms(ledger, current, nowS);
    seen = basisNow;
    await markMissing(ledger, current, nowS);
    while (!isToStop() && (await concludeDue(ledger, current, nowS)) > 0);
    if (isToStop()) return;
    const { calls } = await ledger.purgeCalls(monthsBefore(nowS, keptMonths).from, readers);
    if (calls > 0) onPurged(calls);
  };
}
