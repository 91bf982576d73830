import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { at } from "../accounts/small-network.ts";
import { called, concludeAt, far, importTo } from "./used-network.ts";

const when = "2026-10-01T03:00";
/** Enough for several transactions of both kinds; the inventory names none of them but the first. */
const endpoints = ["salle-a", ...Array.from({ length: 120 }, (_, index) => `ancienne-${index}`)];
const months = ["2026-01", "2026-02", "2026-03", "2026-05"];

it("is killed again and again while it works out and forgets: every use counted once, every old call gone, none that is young", async () => {
  const folder = temporaryFolder("killed-concluding");
  const [file, steadyFile] = [join(folder, "killed.db"), join(folder, "steady.db")];
  const calls = endpoints.map((_, index) => months.map((month) => called(`${month}-1${index % 9}T10:00`, 30, far(month.slice(-1)))));
  const ledger = await openSqliteLedger({ file });
  for (const [index, endpoint] of endpoints.entries()) await importTo(ledger, endpoint, calls[index] ?? []);
  await ledger.close();
  copyFileSync(file, steadyFile);
  const steady = await openSqliteLedger({ file: steadyFile });
  await concludeAt(steady, when);

  let deaths = 0;
  for (let writes = 1; await isKilledAt(file, writes); writes += 1) {
    deaths += 1;
    const between = await openSqliteLedger({ file });
    await importTo(between, "ancienne-7", calls[8] ?? []);
    await between.close();
  }

  const killed = await openSqliteLedger({ file });
  expect(deaths).toBeGreaterThan(3);
  expect(await remainsOf(killed)).toEqual(await remainsOf(steady));
  expect((await remainsOf(killed)).uses).toBe(endpoints.length * months.length);
  await killed.close();
  await steady.close();
});

/** A process begins to work and is killed as it says that it writes for the n-th time. False: it came to its end before. */
async function isKilledAt(file: string, writes: number): Promise<boolean> {
  const child = fork(new URL("concluding-process.ts", import.meta.url), [file, when], { env: { ...process.env, TZ: "UTC" } });
  const ended = once(child, "exit");
  let left = writes;
  child.on("message", () => {
    left -= 1;
    if (left === 0) child.kill("SIGKILL");
  });
  const [, signal] = (await ended) as [number | null, string | null];
  return signal === "SIGKILL";
}

async function remainsOf(of: Ledger) {
  const parts = of.usageParts(at("2025-01-01T00:00"), at("2027-01-01T00:00"));
  return {
    uses: parts.reduce((sum, { uses }) => sum + uses, 0),
    parts: parts
      .filter(({ uses }) => uses > 0)
      .map(({ endpoint, from, uses, farEnds, isPurged }) => ({ endpoint, from, uses, farEnds, isPurged })),
    farEnds: (await of.farEndsKept(at("2025-01-01T00:00"), at("2027-01-01T00:00"))).filter(({ told }) => told > 0),
    calls: (await of.callsAfter(0, 10_000)).map(({ endpoint, key }) => `${endpoint} ${key}`).toSorted((a, b) => (a < b ? -1 : 1)),
    due: (await of.usageDue(10)).length,
  };
}
