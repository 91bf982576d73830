import { readdirSync } from "node:fs";
import type { Ledger, StoredObservation } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { keptSequences, outboxCounters, rowsOf } from "../system/numbers.ts";
import type { CodecTruth } from "./codecs.ts";
import { paces } from "./site.ts";
import type { World } from "./world.ts";

/** One thing that was compared, with what both sides say. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly isGood: boolean;
}

/** What truly happened, and how much may be missing. */
export interface Truth {
  readonly codecs: readonly CodecTruth[];
  /** When a codec truly said nothing, ms. */
  readonly silences: readonly { readonly codec: string; readonly from: number; readonly to: number }[];
  /** Whether the agent was made to give up observations: surely, or perhaps, as a flipped bit may hit nothing that counts. */
  readonly loss: "none" | "perhaps" | "forced";
}

export function same(what: string, expected: string | number, found: string | number): Check {
  return { what, expected: String(expected), found: String(found), isGood: expected === found };
}

export function within(what: string, bound: string, found: string | number, isGood: boolean): Check {
  return { what, expected: bound, found: String(found), isGood };
}

/** Compares the ledger of a collector that has stopped with what truly happened. */
export async function accountOf(world: World, truth: Truth): Promise<Check[]> {
  const ledger = await openSqliteLedger({ file: world.site.ledgerFile });
  try {
    const observations = await allOf(ledger);
    return [
      ...sequenceChecks(world, observations.length, truth),
      ...wireChecks(world, observations, truth),
      timeCheck(observations, truth),
      ...(await callChecks(ledger, truth)),
      ...(await stateChecks(ledger, truth)),
    ];
  } finally {
    await ledger.close();
  }
}

async function allOf(ledger: Ledger): Promise<StoredObservation[]> {
  const all: StoredObservation[] = [];
  for (let entry = 0; ; ) {
    const page = await ledger.observationsAfter(entry, 5_000);
    if (page.length === 0) return all;
    all.push(...page);
    entry = page.at(-1)?.entry ?? entry;
  }
}

/** Every number that was given is kept once, or counted as lost. */
function sequenceChecks({ site }: World, inLedger: number, { loss }: Truth): Check[] {
  const runs = keptSequences(site);
  const { lost, waiting, rejected } = outboxCounters(site);
  const kept = runs.reduce((sum, run) => sum + run.next - run.first, 0);
  const ends = new Map(site.numbersGiven());
  for (const run of runs) ends.set(run.outbox, Math.max(run.next, ends.get(run.outbox) ?? 1));
  const given = [...ends.values()].reduce((sum, end) => sum + end - 1, 0);
  const [told] = rowsOf(site.ledgerFile, "SELECT coalesce(sum(loss_count), 0) AS count FROM agent_event WHERE loss_reason IS NOT NULL");
  const toldLost = Number(told?.["count"]);
  const damaged = readdirSync(site.outboxFolder).filter((name) => name.includes("damaged")).length;
  return [
    within("observations given a number", "some", given, given > 0),
    same("kept in the ledger, by their numbers and one by one", kept, inLedger),
    // A flipped bit may bring back what the ledger has, and have it counted.
    loss === "perhaps"
      ? within("of them kept or counted as lost", `at least ${given}`, kept + lost, kept + lost >= given)
      : same("of them kept or counted as lost", given, kept + lost),
    same("still waiting, set aside", "0, 0", `${waiting}, ${rejected}`),
    same("lost as the agent counts, and as the ledger was told", lost, toldLost),
    ...(loss === "forced" ? [within("lost because it was forced", "at least 1", lost, lost > 0)] : []),
    ...(loss === "none" ? [same("lost, and files found damaged", "0, 0", `${lost}, ${damaged}`)] : []),
  ];
}

/** Codecs that only SNMP speaks with: the ledger against what passed on the wire. */
function wireChecks({ book, site }: World, observations: readonly StoredObservation[], { loss }: Truth): Check[] {
  const told = new Map<string, number>();
  for (const observation of observations) {
    const uptimeS = uptimeOf(observation);
    if (uptimeS === null) continue;
    const key = `${observation.endpoint} ${uptimeS}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  const counts = book.count();
  const { lost } = outboxCounters(site);
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const sure = sum([...counts.values()].map((count) => count.finished));
  const lacking = [...counts].filter(([key, { finished }]) => finished > (told.get(key) ?? 0)).map(([key]) => key);
  const missing = sum(lacking.map((key) => (counts.get(key)?.finished ?? 0) - (told.get(key) ?? 0)));
  const tooMany = sum([...told].map(([key, count]) => Math.max(0, count - (counts.get(key)?.given ?? 0))));
  return [
    within(
      "answers that passed on the wire, of polls that surely finished",
      "some",
      `${book.answers.length}, ${sure}`,
      book.answers.length > 0,
    ),
    loss === "none"
      ? same("polls that finished and are not in the ledger", "none", missing === 0 ? "none" : `${missing}: ${lacking.join(", ")}`)
      : within("polls that finished and are not in the ledger", `at most the ${lost} counted as lost`, missing, missing <= lost),
    same("in the ledger more often than they were answered", 0, tooMany),
  ];
}

function uptimeOf({ endpoint, readings }: StoredObservation): number | null {
  if (!endpoint.startsWith("steady")) return null;
  const reading = readings.find(({ kind }) => kind === "snmp_uptime_seconds");
  return reading === undefined ? null : Number(reading.value);
}

const secondsWithin = 2;

/** A codec's uptime says when it truly was asked, to the second. */
function timeCheck(observations: readonly StoredObservation[], { codecs }: Truth): Check {
  const bootedAt = new Map(codecs.map((codec) => [codec.id, codec.bootedAt]));
  let worstMs = 0;
  for (const observation of observations) {
    const uptimeS = uptimeOf(observation);
    if (uptimeS === null) continue;
    const trulyAt = (bootedAt.get(observation.endpoint) ?? 0) + uptimeS * 1000;
    const before = trulyAt - observation.observedAt - observation.elapsedMs;
    const after = observation.observedAt - observation.elapsedMs - trulyAt - 1000;
    worstMs = Math.max(worstMs, before, after);
  }
  const isGood = worstMs <= secondsWithin * 1000;
  return within("furthest from its true time", `at most ${secondsWithin} s`, `${(worstMs / 1000).toFixed(2)} s`, isGood);
}

/** Calls of one codec are further apart than their times can be off. */
async function callChecks(ledger: Ledger, { codecs }: Truth): Promise<Check[]> {
  const calls = await ledger.callsAfter(0, 100_000);
  if (codecs.every(({ id }) => !id.startsWith("calling"))) return [];
  const left = [...calls];
  let missing = 0;
  for (const { id, calls: own } of codecs) {
    for (const { startedAt } of own) {
      const index = left.findIndex((call) => call.endpoint === id && Math.abs(call.trueStartedAt - startedAt) <= secondsWithin * 1000);
      if (index < 0) missing += 1;
      else left.splice(index, 1);
    }
  }
  const made = codecs.reduce((sum, codec) => sum + codec.calls.length, 0);
  return [
    same("calls made, and calls in the ledger", made, calls.length),
    same("calls that are missing, and calls nobody made or kept twice", "0, 0", `${missing}, ${left.length}`),
  ];
}

/** A sample speaks for three intervals; whatever was polled last, nothing is up for longer than that once a codec is silent. */
const holdS = 3 * paces.statusSeconds + 2;

async function stateChecks(ledger: Ledger, { silences }: Truth): Promise<Check[]> {
  let upWhileSilent = 0;
  for (const { codec, from, to } of silences) {
    const [begin, end] = [Math.ceil(from / 1000) + holdS, Math.floor(to / 1000)];
    if (end <= begin) continue;
    const states = await ledger.statesOf(codec, begin, end);
    upWhileSilent += states.filter(({ state }) => state === "up").reduce((sum, state) => sum + state.to - state.from, 0);
  }
  return silences.length === 0 ? [] : [same(`seconds up while silent (${silences.length} silences)`, 0, upWhileSilent)];
}
