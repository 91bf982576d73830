import { startDaily, type TimeOfDay } from "./daily.ts";
import { InventoryRound } from "./inventory-round.ts";
import { Lane } from "./lane.ts";
import { Rests } from "./rests.ts";
import { Round, type RoundOptions, type ScheduledEndpoint, type Tally } from "./round.ts";

/** What is watched and how often. Paces are in seconds; `inventoryAt` is UTC. */
export interface ScheduleOptions extends Omit<RoundOptions, "endpoint" | "lane" | "rests" | "tally"> {
  readonly endpoints: readonly ScheduledEndpoint[];
  readonly paces: {
    readonly stateSeconds: number;
    readonly statusSeconds: number;
    readonly historySeconds: number;
    readonly inventoryAt: TimeOfDay;
  };
}

/** Asks every codec its questions, each at its own pace. Codecs do not wait for each other. */
export interface Schedule {
  start(): void;
  /** No poll starts any more; settles when those under way have ended, or after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
  /** Since the start. */
  tally(): Readonly<Tally>;
}

/**
 * Nothing is asked before `start()`; first polls are spread over ten seconds. A poll that fails by our own fault is logged and counted in
 * the tally, and the next takes its place: nothing is thrown.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  const { endpoints, paces, log } = options;
  const tally: Tally = { late: 0, failed: 0 };
  const codecs = endpoints.map((endpoint) => roundsOf({ ...options, endpoint, lane: new Lane(), rests: new Rests(), tally }, paces));
  let stopDaily = () => {};
  return {
    start: () => {
      for (const round of codecs.flatMap(({ rounds, inventory }) => [...rounds, inventory])) round.start();
      stopDaily = startDaily(paces.inventoryAt, () => codecs.forEach(({ inventory }) => inventory.today()), log);
    },
    stop: async (timeoutMs) => {
      stopDaily();
      for (const round of codecs.flatMap(({ rounds, inventory }) => [...rounds, inventory])) round.stop();
      await atMost(timeoutMs, Promise.all(codecs.map(({ lane }) => lane.idle())));
    },
    tally: () => ({ ...tally }),
  };
}

function roundsOf(options: RoundOptions, paces: ScheduleOptions["paces"]) {
  const { stateSeconds, statusSeconds, historySeconds, inventoryAt } = paces;
  return {
    lane: options.lane,
    rounds: [
      new Round("state", stateSeconds * 1000, options),
      new Round("status", statusSeconds * 1000, options),
      new Round("history", historySeconds * 1000, options),
    ],
    inventory: new InventoryRound(inventoryAt, options),
  };
}

async function atMost(timeoutMs: number, ended: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([ended, promise]);
  clearTimeout(timer);
}
