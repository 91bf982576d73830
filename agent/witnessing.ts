import { join } from "node:path";
import type { Logger } from "pino";
import { outcomeOf } from "../contract/observation.ts";
import type { Plan } from "../contract/plan.ts";
import type { Clock } from "./clock.ts";
import type { AgentSettings } from "./config/agent-settings.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Poll } from "./schedule/round.ts";
import type { Poster } from "./uplink/post.ts";
import { heardCollector } from "./witnesses/heard-collector.ts";
import { SilenceBook } from "./witnesses/silence-book.ts";
import { openSilenceFile } from "./witnesses/silence-file.ts";
import { createWitnessRounds } from "./witnesses/witness-rounds.ts";

export interface WitnessingOptions {
  readonly settings: Pick<AgentSettings, "dataDir" | "collector">;
  readonly outbox: Pick<Outbox, "events">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stateSeconds: () => number;
}

/** Whether the agent itself is cut off: its gateway and neighbours are asked, the collector is heard. */
export interface Witnessing {
  /** The same polls; where a codec gives no answer the witnesses are asked before that is told. */
  askedFirst(poll: Poll): Poll;
  /** The same poster; whether the collector answers is noted. */
  heard(poster: Poster): Poster;
  /** Whom a plan names from now on. */
  follow(plan: Plan): void;
  start(): void;
  stop(): void;
  /** Once nothing is sent any more. */
  close(): void;
}

export function openWitnessing({ settings, outbox, clock, log, stateSeconds }: WitnessingOptions): Witnessing {
  const file = openSilenceFile(join(settings.dataDir, "witnesses.json"), log);
  const silences = new SilenceBook({ book: outbox.events, file, log });
  const rounds = createWitnessRounds({ silences, clock, log, stateSeconds });
  let isStopping = false;
  const line = { silences, clock, url: settings.collector.url, isStopping: () => isStopping };
  return {
    askedFirst: (poll) => async (endpoint, question, intervalS, resting) => {
      const polled = await poll(endpoint, question, intervalS, resting);
      if (question === "state" && outcomeOf(polled.observation) === "silent") await rounds.isItMe();
      return polled;
    },
    heard: (poster) => ({
      post: heardCollector((body, signal) => poster.post(body, signal), line),
      ask: heardCollector((question, signal) => poster.ask(question, signal), line),
      close: () => poster.close(),
    }),
    follow: (plan) => rounds.use(plan.witnesses ?? null),
    start: () => rounds.start(),
    stop: () => {
      isStopping = true;
      rounds.stop();
    },
    close: () => silences.close(),
  };
}
