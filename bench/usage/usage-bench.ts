import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { memoryOf } from "../measure/process-usage.ts";
import { startWorker } from "../measure/worker.ts";
import { makeYear } from "./year-ledger.ts";

const repeats = 7;
const endpoints = 10_000;

export const usageBench: Bench = {
  name: "usage",
  title: "A year of use of ten thousand endpoints, three calls a month each, from a ledger file",
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-bench-usage-"));
  try {
    const file = join(folder, "ledger.db");
    say(`writing a year of ${endpoints} endpoints, and working it out by month`);
    const began = performance.now();
    await makeYear(file, endpoints);
    const workedOutMs = performance.now() - began;
    const worker = await startWorker(new URL("../workers/year-of-use.ts", import.meta.url), [file, String(endpoints)]);
    try {
      const before = memoryOf(worker.pid).rssMb;
      await worker.work(1);
      const moreMb = memoryOf(worker.pid).rssMb - before;
      const [wall, cpu] = [new Array<number>(), new Array<number>()];
      for (let round = 1; round <= repeats; round += 1) {
        say(`round ${round} of ${repeats}`);
        const usage = await worker.work(1);
        wall.push(usage.wallMs);
        cpu.push(usage.cpuUs / 1000);
      }
      const what = `uses, hours, far ends and service of ${endpoints} endpoints, their sites and 61 territories`;
      return [
        { label: what, unit: "ms", spread: spreadOf(wall), aim: { atMost: 2_000 } },
        {
          label: `${what}, processor`,
          unit: "ms CPU",
          spread: spreadOf(cpu),
          aim: { atMost: 2_000 },
          note: "counted in hundredths of a second",
        },
        { label: `${what}, memory more the first time`, unit: "MB", spread: spreadOf([moreMb]) },
        { label: "filling the ledger and working the year out by month, once", unit: "s", spread: spreadOf([workedOutMs / 1000]) },
        { label: "size of the ledger file", unit: "MB", spread: spreadOf([statSync(file).size / 1e6]) },
      ];
    } finally {
      await worker.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
