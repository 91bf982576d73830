import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, notMeasured, spreadOf } from "../measure/figure.ts";
import { memoryOf, usageDuring } from "../measure/process-usage.ts";
import { startWorker } from "../measure/worker.ts";
import { PeerAbsent, rawPolls } from "./duckdb-peer.ts";
import { makeLedger } from "./quarter-ledger.ts";

const repeats = 7;
const few = 1_000;
const many = 10_000;
const peerLabel = `DuckDB, one thread: share of answered polls, ${few} endpoints, raw polls`;

export const slaBench: Bench = {
  name: "sla",
  title: "The service of a quarter, a hundred state changes an endpoint, from a ledger file",
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-bench-sla-"));
  try {
    return [...(await quarterOf(folder, few, say)), ...(await quarterOf(folder, many, say)), ...(await peer(say))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function quarterOf(folder: string, endpoints: number, say: Say): Promise<Figure[]> {
  const file = join(folder, `${endpoints}.db`);
  say(`writing a ledger of ${endpoints} endpoints`);
  await makeLedger(file, endpoints);
  const worker = await startWorker(new URL("../workers/quarter.ts", import.meta.url), [file, String(endpoints)]);
  try {
    const before = memoryOf(worker.pid).rssMb;
    await worker.work(1);
    const moreMb = memoryOf(worker.pid).rssMb - before;
    const [wall, cpu] = [new Array<number>(), new Array<number>()];
    for (let round = 1; round <= repeats; round += 1) {
      say(`${endpoints} endpoints, round ${round} of ${repeats}`);
      const usage = await worker.work(1);
      wall.push(usage.wallMs);
      cpu.push(usage.cpuUs / 1000);
    }
    const label = (what: string): string => `accounts, incidents and sums of ${endpoints} endpoints${what}`;
    const against = endpoints === few ? { against: peerLabel } : {};
    return [
      { label: label(""), unit: "ms", spread: spreadOf(wall), aim: { atMost: endpoints === few ? 100 : 1_000 }, ...against },
      { label: label(", processor"), unit: "ms CPU", spread: spreadOf(cpu), note: "counted in hundredths of a second" },
      {
        label: label(", memory more the first time"),
        unit: "MB",
        spread: spreadOf([moreMb]),
        ...(endpoints === few ? { aim: { atMost: 60 } } : {}),
      },
    ];
  } finally {
    await worker.stop();
  }
}

async function peer(say: Say): Promise<Figure[]> {
  try {
    say("DuckDB: installing, writing the raw polls");
    const { query, rows } = await rawPolls(few);
    await query();
    const wall: number[] = [];
    for (let round = 1; round <= repeats; round += 1) wall.push((await usageDuring(process.pid, query)).wallMs);
    const note = `${rows.toLocaleString("en")} polls in memory; no hours, no incidents`;
    return [{ label: peerLabel, unit: "ms", spread: spreadOf(wall), note }];
  } catch (error) {
    if (!(error instanceof PeerAbsent)) throw error;
    return [notMeasured(peerLabel, "ms", error.message)];
  }
}
