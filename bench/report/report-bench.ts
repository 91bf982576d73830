import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { quarter, reportPlace } from "./report-place.ts";
import { type WatchedRun, watchedRun } from "./watched-run.ts";

interface Size {
  readonly sites: number;
  readonly repeats: number;
  readonly withinS: number;
  readonly withinMb: number | null;
}

const sizes: readonly Size[] = [
  { sites: 60, repeats: 5, withinS: 5, withinMb: null },
  { sites: 1_000, repeats: 3, withinS: 30, withinMb: 500 },
];

export const reportBench: Bench = {
  name: "report",
  title: "The quarterly report in all its forms, from a ledger file, as the command is run",
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measured(size, say)));
  return figures;
}

async function measured({ sites, repeats, withinS, withinMb }: Size, say: Say): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-bench-report-"));
  try {
    say(`filling the ledger of ${sites} sites`);
    const whole = join(folder, "whole");
    await reportPlace(whole, sites);
    const runs: WatchedRun[] = [];
    let printed = 0;
    for (let round = 1; round <= repeats; round += 1) {
      say(`${sites} sites, round ${round} of ${repeats}`);
      // A report is issued once: each round has a ledger that knows of none.
      const own = join(folder, `round-${round}`);
      cpSync(whole, own, { recursive: true });
      runs.push(await watchedRun(["report", "--quarter", quarter, "--out", join(own, "out"), "--config", join(own, "collector.yml")]));
      printed = statSync(join(own, "out", "rapport.pdf")).size;
      rmSync(own, { recursive: true });
    }
    const of = (pick: (run: WatchedRun) => number) => spreadOf(runs.map(pick));
    return [
      {
        label: `${sites} sites, all forms, the command included`,
        unit: "s",
        spread: of(({ wallMs }) => wallMs / 1000),
        aim: { atMost: withinS },
      },
      {
        label: `${sites} sites, memory at most`,
        unit: "MB",
        spread: of(({ ownMb }) => ownMb),
        ...(withinMb !== null && { aim: { atMost: withinMb } }),
      },
      { label: `${sites} sites, memory of the printing process at most`, unit: "MB", spread: of(({ childMb }) => childMb) },
      { label: `${sites} sites, size of the PDF`, unit: "MB", spread: spreadOf([printed / 1e6]) },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
