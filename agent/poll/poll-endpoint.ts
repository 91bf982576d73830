import type { Channel, Observation, Question } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { Driver, ReadContext } from "../drivers/driver.ts";
import { askHttp } from "./ask-http.ts";
import { askSnmp, type ChannelResult } from "./ask-snmp.ts";
import { type Gathering, newGathering } from "./gathering.ts";
import { identify } from "./identify.ts";
import type { PollTarget } from "./poll-target.ts";

type Results = Readonly<Partial<Record<Channel, ChannelResult>>>;

export interface PollResult {
  readonly observation: Observation;
  /** Values that broke the rule of their kind; the others were kept. */
  readonly droppedFields: number;
  /** Where those values were, for the log. */
  readonly droppedAddresses: readonly string[];
  /** Per channel, one fixed word on why it did not answer everything: "snmp_timeout", "http_401", "not_xml"… */
  readonly notes: Readonly<Partial<Record<Channel, string>>>;
  /** Name of the device when it is known and is not a codec. */
  readonly notACodec: string | null;
}

/** Asks one codec one question. Never rejects because of a codec: its silence, refusal or nonsense is the result. */
export function pollEndpoint(target: PollTarget, question: Question, clock: Clock): Promise<PollResult> {
  return target.inTurn(() => poll(target, question, clock));
}

async function poll(target: PollTarget, question: Question, clock: Clock): Promise<PollResult> {
  const observedAt = clock.nowMs();
  const startedAt = clock.monotonicMs();
  const gathering = newGathering(target.site.farEnds);
  const { results, notACodec } = await ask(target, question, contextOf(target, observedAt), gathering);
  const endedAt = clock.monotonicMs();
  const observation: Observation = {
    endpoint: target.settings.id,
    question,
    observedAt,
    clockMs: observedAt - startedAt,
    elapsedMs: Math.max(0, Math.round(endedAt - startedAt)),
    intervalS: target.paces[question],
    channels: perChannel(results, (result) => result.outcome),
    readings: gathering.readings,
    calls: target.reportedCalls.onlyNews(gathering.calls, endedAt),
  };
  return {
    observation,
    droppedFields: gathering.dropped.length,
    droppedAddresses: [...new Set(gathering.dropped)],
    notes: perChannel(results, (result) => result.note),
    notACodec,
  };
}

function contextOf({ site }: PollTarget, nowMs: number): ReadContext {
  return { nowMs, zone: site.zone, ignoredDiagnostics: site.ignoredDiagnostics };
}

async function ask(
  target: PollTarget,
  question: Question,
  context: ReadContext,
  gathering: Gathering,
): Promise<{ results: Results; notACodec: string | null }> {
  if (target.driver !== null) return { results: await askDriver(target, target.driver, question, context, gathering), notACodec: null };
  const { driver, notACodec, results } = await identify(target, target.settings.timeoutMs);
  if (driver === null) return { results, notACodec };
  target.remember(driver);
  return { results: await askDriver(target, driver, question, context, gathering), notACodec: null };
}

async function askDriver(
  target: PollTarget,
  driver: Driver,
  question: Question,
  context: ReadContext,
  gathering: Gathering,
): Promise<Results> {
  const plan = target.planFor(driver, question);
  const results: Partial<Record<Channel, ChannelResult>> = {};
  // Web first where both are read: its readings are the better ones, and the first of a kind is kept.
  if (target.http !== null && plan.documents.length > 0) {
    results.http = await askHttp(target.http, plan, target.settings.timeoutMs, context, gathering);
  }
  if (target.snmp !== null && plan.gets.length + plan.columns.length > 0) {
    results.snmp = await askSnmp(target.snmp, plan, gathering);
  }
  return results;
}

function perChannel<T>(results: Results, pick: (result: ChannelResult) => T | undefined): Partial<Record<Channel, T>> {
  const picked: Partial<Record<Channel, T>> = {};
  for (const channel of ["snmp", "http"] as const) {
    const result = results[channel];
    const value = result === undefined ? undefined : pick(result);
    if (value !== undefined) picked[channel] = value;
  }
  return picked;
}
