import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { LedgerError, openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { Reading } from "../../../contract/observation.ts";
import { ledgerSuite } from "./ledger-suite.ts";
import { batchOf, observed, t0 } from "./small-ledger.ts";

const folders: string[] = [];

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "vigie-ledger-"));
  folders.push(folder);
  return join(folder, "ledger.db");
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

ledgerSuite("SQLite in a file", () => openSqliteLedger({ file: newFile() }));
ledgerSuite("SQLite in memory", () => openSqliteLedger({ file: ":memory:" }));

describe("the file of the ledger", () => {
  it("is found again after a restart, marks included", async () => {
    const file = newFile();
    const before = await openSqliteLedger({ file });
    await before.append(batchOf(1, [observed(0)]));
    await before.close();

    const after = await openSqliteLedger({ file });

    expect(await after.append(batchOf(1, [observed(0)]))).toMatchObject({ accepted: 0, alreadySeen: 1 });
    expect(await after.sizeBytes()).toBeGreaterThan(0);
    await after.close();
  });

  it("may be held by somebody else for a moment: nothing stands still meanwhile and nothing is lost", async () => {
    const file = newFile();
    const ledger = await openSqliteLedger({ file });
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const living = setInterval(() => {
      turns += 1;
      if (turns === 20) other.exec("COMMIT");
    }, 10);

    expect(await ledger.append(batchOf(1, [observed(0)]))).toMatchObject({ accepted: 1, alreadySeen: 0 });
    expect(turns).toBeGreaterThanOrEqual(20);

    clearInterval(living);
    other.close();
    await ledger.close();
  });

  it("never gives a new observation the number of one that was forgotten", async () => {
    const file = newFile();
    const before = await openSqliteLedger({ file });
    await before.append(batchOf(1, [observed(0)]));
    await before.saveCursor("states", "observations", 1);
    await before.prune(Date.now() * 2, { observations: ["states"], agent_reports: [], state_changes: [] });
    await before.close();

    const after = await openSqliteLedger({ file });
    await after.append(batchOf(2, [observed(60)]));

    expect((await after.observationsAfter(0, 10)).map(({ entry }) => entry)).toEqual([2]);
    await after.close();
  });

  it.each([
    ["is not a database", (file: string) => writeFileSync(file, "not a database at all, but long enough to be looked at twice")],
    [
      "has a damaged page in its middle",
      (file: string) => {
        const page = openSync(file, "r+");
        writeSync(page, Buffer.alloc(4_096, 0xa5), 0, 4_096, 3 * 4_096);
        closeSync(page);
      },
    ],
    ["was cut short", (file: string) => truncateSync(file, 5_000)],
  ])("is refused with its name when it %s", async (_what, damage) => {
    const file = newFile();
    await (await openSqliteLedger({ file })).close();
    damage(file);

    await expect(openSqliteLedger({ file })).rejects.toThrow(LedgerError);
    await expect(openSqliteLedger({ file })).rejects.toThrow(file);
  });
});

describe("a codec that makes up names", () => {
  const invented = (poll: number, number: number): Reading[] =>
    Array.from({ length: number }, (_, index) => ({ kind: "diagnostic_level", value: "warning", instance: `made-up-${poll}-${index}` }));
  const garbled = { http: "garbled" } as const;

  it("leaves no row behind of what it says no more", async () => {
    const file = newFile();
    const ledger = await openSqliteLedger({ file });
    for (let poll = 0; poll < 5; poll += 1) {
      const readings: Reading[] = [{ kind: "model", value: "X" }, ...invented(poll, 64)];
      await ledger.append(batchOf(poll + 1, [observed(poll * 60, { readings })]));
    }
    await ledger.append(batchOf(6, [observed(30, { readings: invented(9, 64) })]));
    await ledger.close();

    const rows = new DatabaseSync(file).prepare("SELECT instance FROM latest_reading ORDER BY observed_at_ms").all();
    expect(rows).toHaveLength(65);
    expect(rows.filter(({ instance }) => instance !== "").every(({ instance }) => String(instance).startsWith("made-up-4-"))).toBe(true);
  });

  it("does not fill the ledger by never answering in whole: the newest thousand are kept, and what it said of itself without a name", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    await ledger.append(batchOf(1, [observed(0, { readings: [{ kind: "uptime_seconds", value: 5 }] })]));
    for (let poll = 1; poll < 30; poll += 1) {
      await ledger.append(batchOf(poll + 1, [observed(poll * 60, { channels: garbled, readings: invented(poll, 64) })]));
    }
    const readings = (await ledger.latestReadings()).get("codec-a") ?? [];
    await ledger.close();

    expect(readings).toHaveLength(1_000);
    expect(readings).toContainEqual(expect.objectContaining({ kind: "uptime_seconds" }));
    expect(Math.min(...readings.filter(({ instance }) => instance !== null).map(({ observedAt }) => observedAt))).toBe(t0 + 14 * 60_000);
  });

  it("is not reminded for ever of what it named once and never answered in whole again", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    await ledger.append(
      batchOf(1, [observed(0, { channels: garbled, readings: [...invented(1, 3), { kind: "uptime_seconds", value: 5 }] })]),
    );
    await ledger.append(batchOf(2, [observed(8 * 86_400, { channels: { http: "silent" } })]));
    const readings = (await ledger.latestReadings()).get("codec-a");
    await ledger.close();

    expect(readings).toMatchObject([{ kind: "uptime_seconds" }]);
  });
});
