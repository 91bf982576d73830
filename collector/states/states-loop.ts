import type { Ledger } from "../ledger/port.ts";
import { breathe } from "./breathe.ts";
import type { StateRules } from "./sample-of.ts";
import { followStates } from "./states-follower.ts";

export interface StatesLoopOptions {
  readonly ledger: Ledger;
  readonly rules: StateRules;
  /** ms since 1970 UTC */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

export interface StatesLoop {
  start(): void;
  /** There is something new: look now rather than in a second. */
  wake(): void;
  /** Settles once the step under way is done. */
  stop(): Promise<void>;
}

const betweenLooksMs = 1_000;

/** Follows the ledger for as long as the collector runs. A step that fails is tried again at the next look. */
export function createStatesLoop({ ledger, rules, now, onError }: StatesLoopOptions): StatesLoop {
  let isStopping = true;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      while (!isStopping && (await followStates(ledger, rules)) > 0) await breathe();
      if (!isStopping) await ledger.noteSilences(Math.floor(now() / 1000));
    } catch (error) {
      onError(error);
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
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
