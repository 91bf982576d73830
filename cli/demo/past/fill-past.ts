import { setTimeout as wait } from "node:timers/promises";
import type { ToldFarEnd } from "../../../agent/far-ends/far-ends.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Envelope } from "../../../contract/envelope.ts";
import { wireVersion } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { agentOf } from "../../../simulator/fleet/demonstration.ts";
import type { FillProgress } from "./fill-progress.ts";
import { clockOrigin, countStates, pastObservations, stretchesOf, type TellFarEnd } from "./past-observations.ts";
import type { SitePast } from "./plan-past.ts";
import type { PostEnvelope } from "./post-envelope.ts";

export interface FillOptions {
  readonly pasts: readonly SitePast[];
  readonly progress: FillProgress;
  /** Called after each envelope the collector has kept. */
  readonly onProgress: (done: number, total: number) => void;
  readonly post: PostEnvelope;
  readonly tellFarEnd: (agent: string, address: string, startedAt: number) => ToldFarEnd;
  readonly signal: AbortSignal;
}

const observationsPerEnvelope = 2_500;

/**
 * Tells the collector the past of all sites, an envelope of each in turn, through the same door as the agents' own. Each agent
 * has an outbox of its own for this, so that the sequences of its live observations are not touched.
 */
export async function fillPast(options: FillOptions): Promise<void> {
  const { pasts, progress, signal } = options;
  const total = pasts.reduce((sum, past) => sum + countStates(past, progress), 0);
  const senders = pasts.map((past) => senderOf(past, options));
  const done = (): number => Object.values(progress.agents).reduce((sum, agent) => sum + agent.sent, 0);
  for (let isOver = false; !isOver && !signal.aborted; ) {
    isOver = true;
    for (const sendNext of senders) {
      const startedAt = performance.now();
      if (signal.aborted || !(await sendNext())) continue;
      isOver = false;
      options.onProgress(Math.min(done(), total), total);
      // As long a rest as the work took: the live line of the demonstration goes first.
      await wait(Math.min(500, performance.now() - startedAt), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Sends the next envelope of one site; false when its past is told. */
function senderOf(past: SitePast, { progress, post, tellFarEnd, signal }: FillOptions): () => Promise<boolean> {
  const agent = agentOf(past.site);
  const standing = progress.agents[agent];
  if (standing === undefined || standing.isComplete) return () => Promise.resolve(false);
  const source = observationsOf(past, progress, (address, startedAt) => tellFarEnd(agent, address, startedAt));
  let drawn = 0;
  return async () => {
    if (standing.isComplete) return false;
    // What an earlier start has already told is drawn again, to come to the same place, and not sent.
    let batch = take(source, observationsPerEnvelope);
    for (drawn += batch.length; batch.length > 0 && drawn <= standing.sent; drawn += batch.length) {
      await wait(0);
      batch = take(source, observationsPerEnvelope);
    }
    if (batch.length > 0) {
      const first = drawn - batch.length + 1;
      await post(agent, () => envelopeOf(agent, standing, first, batch), signal);
      if (signal.aborted) return false;
      standing.sent = drawn;
    }
    standing.isComplete = batch.length < observationsPerEnvelope;
    return true;
  };
}

function* observationsOf(past: SitePast, progress: FillProgress, tellFarEnd: TellFarEnd): Generator<Observation> {
  for (const stretch of stretchesOf(progress)) yield* pastObservations(past, stretch, tellFarEnd);
}

function take(source: Generator<Observation>, count: number): Observation[] {
  const batch: Observation[] = [];
  while (batch.length < count) {
    const next = source.next();
    if (next.done === true) break;
    batch.push(next.value);
  }
  return batch;
}

function envelopeOf(
  agent: string,
  { outbox, boot }: { outbox: string; boot: string },
  first: number,
  batch: readonly Observation[],
): Envelope {
  const sentAt = Date.now();
  return { version: wireVersion, agent, outbox, first, sentAt, boot, monotonicMs: sentAt - clockOrigin, ...packObservations(batch) };
}
