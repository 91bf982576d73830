import { setTimeout } from "node:timers/promises";
import { Refused } from "./refused.ts";

/** Pieces of work at a time: each may need a hundred megabytes for a moment. */
const slots = 2;
const mostWaiting = 1_000;
/** An agent has one envelope under way. One that sends many at once waits behind itself. */
const mostWaitingEach = 8;
/** So many small ones may go before a large one that could have begun: then it has its turn, however many small ones still come. */
const mostBefore = 50;
/** Large work goes on even where followers stand still: slowly, so that agents are not full before somebody has looked. */
const longestPauseMs = 5_000;

export interface Ticket {
  readonly agent: string;
  /** A backlog, not the present: it can wait. */
  readonly isLarge: boolean;
}

export type TakeTurn = <T>(ticket: Ticket, work: () => Promise<T>) => Promise<T>;

interface Waiting extends Ticket {
  readonly begin: () => void;
}

/**
 * The order in which envelopes are taken in. Small ones first, because the present comes in them, but a large one is never passed for ever; among those of a size, the agent that
 * was served longest ago. Large ones go one at a time, so that a small one never waits for two, and each waits until what was kept
 * before has been concluded: a backlog that is taken in faster than it can be followed would keep the present waiting behind it.
 *
 * @param whenFollowed settles when followers are near the end of what was kept
 * @throws Refused LEDGER_UNAVAILABLE when too many wait already: the agent keeps its envelope and comes again
 */
export function takeTurns(whenFollowed: () => Promise<void>): TakeTurn {
  const waiting: Waiting[] = [];
  const servedAt = new Map<string, number>();
  let served = 0;
  let busy = 0;
  let isLargeUnderWay = false;
  let wentBefore = 0;

  function beginNext(): void {
    if (busy === slots) return;
    const isLargeReady = !isLargeUnderWay && waiting.some(({ isLarge }) => isLarge);
    const next = nextOf(waiting, servedAt, isLargeReady, wentBefore >= mostBefore);
    if (next === undefined) return;
    wentBefore = isLargeReady && !next.isLarge ? wentBefore + 1 : 0;
    waiting.splice(waiting.indexOf(next), 1);
    served += 1;
    servedAt.set(next.agent, served);
    busy += 1;
    if (next.isLarge) isLargeUnderWay = true;
    next.begin();
  }

  function end({ isLarge }: Ticket): void {
    busy -= 1;
    if (isLarge) isLargeUnderWay = false;
    beginNext();
  }

  return async (ticket, work) => {
    if (waiting.length >= mostWaiting || waiting.filter(({ agent }) => agent === ticket.agent).length >= mostWaitingEach) {
      throw new Refused("LEDGER_UNAVAILABLE", "Too many envelopes at once; keep the observations and try again");
    }
    await new Promise<void>((begin) => {
      waiting.push({ ...ticket, begin });
      beginNext();
    });
    try {
      if (ticket.isLarge) await atMostMs(whenFollowed(), longestPauseMs);
      return await work();
    } finally {
      end(ticket);
    }
  };
}

function nextOf(
  waiting: readonly Waiting[],
  servedAt: ReadonlyMap<string, number>,
  isLargeReady: boolean,
  isLargeDue: boolean,
): Waiting | undefined {
  const [large, small] = [waiting.filter(({ isLarge }) => isLarge), waiting.filter(({ isLarge }) => !isLarge)];
  const ready = isLargeReady && (isLargeDue || small.length === 0) ? large : small;
  const turnOf = ({ agent }: Waiting) => servedAt.get(agent) ?? 0;
  return ready.reduce<Waiting | undefined>((next, one) => (next === undefined || turnOf(one) < turnOf(next) ? one : next), undefined);
}

async function atMostMs(settled: Promise<void>, ms: number): Promise<void> {
  const giveUp = new AbortController();
  try {
    await Promise.race([settled, setTimeout(ms, undefined, { signal: giveUp.signal })]);
  } finally {
    giveUp.abort();
  }
}
