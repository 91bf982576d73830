import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool, request } from "undici";
import type { Observation } from "../../contract/observation.ts";
import { bodyOf } from "../ingest/backlog.ts";
import { endpointIds, take, tokenOf } from "../ledger/fleet.ts";
import type { Say } from "../measure/bench.ts";
import type { RealCollector } from "./collector-process.ts";
import { observationsOf } from "./month.ts";

/** As an agent sends a backlog. */
const envelopeSize = 2_000;
/** Twelve times as often as codecs are polled: more live envelopes are measured. */
const liveEveryMs = 5_000;
const pagesEveryMs = 5_000;
const dayMs = 86_400_000;

export interface Drained {
  readonly observations: number;
  /** From when a live envelope was due to its receipt; one agent sends one envelope at a time. */
  readonly liveMs: readonly number[];
  /** From when it was due until the ledger holds the state that follows from it. */
  readonly concludedMs: readonly number[];
  readonly overviewMs: readonly number[];
  readonly metricsMs: readonly number[];
}

type Recorded = readonly (readonly Observation[])[];

/** Every envelope that the agents of all sites have to send, oldest first. Packed before: agents have processors of their own. */
export function packBacklogs(recorded: Recorded, siteCount: number, days: number, say: Say): Buffer[][] {
  const envelopes = Math.ceil((days * 1_440 * recorded.flat().length) / recorded.length / envelopeSize);
  return Array.from({ length: siteCount }, (_, site) => {
    say(`packing the backlog of site ${site + 1} of ${siteCount}`);
    const history = observationsOf(recorded, site, Date.now() - days * dayMs - 3_600_000);
    return Array.from({ length: envelopes }, (__, number) => bodyOf(site, 1 + number * envelopeSize, take(history, envelopeSize)));
  });
}

/**
 * Agents send what they kept, each its next envelope when the one before is acknowledged, and what they see meanwhile before it. Ends when
 * everything is kept and concluded.
 */
export async function drain(collector: RealCollector, recorded: Recorded, backlogs: readonly (readonly Buffer[])[]): Promise<Drained> {
  const figures = { liveMs: [] as number[], concludedMs: [] as number[], overviewMs: [] as number[], metricsMs: [] as number[] };
  const ledger = new DatabaseSync(collector.ledgerFile, { readOnly: true, timeout: 5_000 });
  let isOver = false;
  const pages = watchPages(collector.url, figures, () => isOver);
  await Promise.all(backlogs.map((bodies, site) => drainSite({ url: collector.url, recorded, bodies, ledger }, site, figures)));
  while ((await collector.lag()) > 0) await sleep(100);
  isOver = true;
  await pages;
  ledger.close();
  return { observations: backlogs.flat().length * envelopeSize, ...figures };
}

type Figures = Record<"liveMs" | "concludedMs" | "overviewMs" | "metricsMs", number[]>;

interface Backlog {
  readonly url: string;
  readonly recorded: Recorded;
  readonly bodies: readonly Buffer[];
  readonly ledger: DatabaseSync;
}

async function drainSite({ url, recorded, bodies, ledger }: Backlog, site: number, figures: Figures): Promise<void> {
  const connection = new Pool(url, { connections: 1, pipelining: 1 });
  let liveDueAt = performance.now();
  // Numbers of an outbox go on: what is seen now comes after all that waits.
  let nextLive = 1 + bodies.length * envelopeSize;
  for (const body of bodies) {
    if (performance.now() >= liveDueAt) {
      const live = liveOf(recorded, site);
      await post(connection, site, bodyOf(site, nextLive, live));
      figures.liveMs.push(performance.now() - liveDueAt);
      if (site === 0) await untilConcluded(ledger, live[0], liveDueAt, figures);
      nextLive += live.length;
      liveDueAt = Math.max(performance.now(), liveDueAt) + liveEveryMs;
    }
    await post(connection, site, body);
  }
  await connection.close();
}

function liveOf(recorded: Recorded, site: number): Observation[] {
  const polls = recorded[0]?.filter(({ question }) => question === "state") ?? [];
  const now = Date.now();
  return endpointIds(site).flatMap((endpoint, index) => {
    const poll = polls[index];
    return poll === undefined ? [] : [{ ...poll, endpoint, observedAt: now - index, clockMs: now - dayMs, calls: [] }];
  });
}

async function untilConcluded(
  ledger: DatabaseSync,
  live: Observation | undefined,
  dueAt: number,
  { concludedMs }: Pick<Figures, "concludedMs">,
): Promise<void> {
  if (live === undefined) return;
  const newest = ledger.prepare("SELECT max(last_observed_at_ms) AS at FROM state_interval WHERE endpoint = ?");
  while (Number(newest.get(live.endpoint)?.["at"]) < live.observedAt) await sleep(5);
  concludedMs.push(performance.now() - dueAt);
}

async function post(connection: Pool, site: number, body: Buffer): Promise<void> {
  const answer = await connection.request({
    method: "POST",
    path: "/v1/envelopes",
    headers: { authorization: `Bearer ${tokenOf(site)}`, "content-type": "application/json", "content-encoding": "deflate" },
    body,
  });
  const said = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`the collector answered ${answer.statusCode}: ${said.slice(0, 300)}`);
}

async function watchPages(url: string, { overviewMs, metricsMs }: Figures, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    overviewMs.push(await timeOf(`${url}/`));
    metricsMs.push(await timeOf(`${url}/metrics`));
    await sleep(pagesEveryMs);
  }
}

async function timeOf(url: string): Promise<number> {
  const startedAt = performance.now();
  const { statusCode, body } = await request(url);
  await body.dump({ limit: 50_000_000 });
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return performance.now() - startedAt;
}
