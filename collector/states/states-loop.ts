import type { Ledger } from "../ledger/port.ts";
import { breathe } from "./breathe.ts";
import { followEvents } from "./follow-events.ts";
import { Nearby } from "./nearby.ts";
import type { StateRules } from "./sample-of.ts";
import { followStates, observationsPerStep } from "./states-follower.ts";
import type { Watchers } from "./watchers.ts";

export interface StatesLoopOptions {
  readonly ledger: Ledger;
  readonly rules: StateRules;
  readonly watchers?: Watchers;
  /** ms since 1970 UTC */
  readonly now: () => number;
  /** The ledger could not be followed; it is tried again. Told once until it works again. */
  readonly onError: (error: unknown) => void;
  readonly onEndpointFailure: (endpoint: string, error: unknown) => void;
}

export interface StatesLoop {
  start(): void;
  /** There is something new: look now rather than in a second. */
  wake(): void;
  /** Settles when nothing or little that the ledger keeps is still to be concluded, or when it cannot be. */
  whenNear(): Promise<void>;
  /** Settles once the step under way is done. */
  stop(): Promise<void>;
}

const betweenLooksMs = 1_000;

const nobody: Watchers = { of: () => [], endpointsOf: () => new Set() };

/** Follows the ledger for as long as the collector runs. A step that fails is tried again at the next look. */
export function createStatesLoop({ ledger, rules, watchers = nobody, now, onError, onEndpointFailure }: StatesLoopOptions): StatesLoop {
  const nearby = new Nearby(ledger);
  let isStopping = true;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;
  let isFar = true;
  let waiting: (() => void)[] = [];

  function tell(isStillFar: boolean): void {
    isFar = isStillFar;
    if (isFar) return;
    for (const go of waiting) go();
    waiting = [];
  }

  async function look(): Promise<void> {
    try {
      while (!isStopping) {
        const followed = await followStates(ledger, rules, onEndpointFailure, watchers, nearby);
        tell(followed >= observationsPerStep);
        const retold = await followEvents(ledger, rules, onEndpointFailure, watchers);
        if (followed === 0 && retold === 0) break;
        await breathe();
      }
      if (!isStopping) await ledger.noteSilences(Math.floor(now() / 1000));
      isFailing = false;
    } catch (error) {
      if (!isFailing) onError(error);
      isFailing = true;
      tell(false);
    }
  }

  function wake(): void {
    if (underWay !== null || isStopping) return;
    clearTimeout(timer);
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
    wake,
    whenNear: () => (isFar ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop: async () => {
      isStopping = true;
      tell(false);
      clearTimeout(timer);
      await underWay;
    },
  };
}
