import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { LedgerError, openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { ledgerSuite } from "./ledger-suite.ts";
import { batchOf, observed } from "./small-ledger.ts";

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

    expect(await after.append(batchOf(1, [observed(0)]))).toEqual({ accepted: 0, alreadySeen: 1 });
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

    expect(await ledger.append(batchOf(1, [observed(0)]))).toEqual({ accepted: 1, alreadySeen: 0 });
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
