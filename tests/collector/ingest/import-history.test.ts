import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { importHistory } from "../../../collector/main.ts";
import { lockDataDir } from "../../../settings/lock-data-dir.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { callTold } from "../ledger/small-ledger.ts";
import { smallDirectory } from "../sinks/small-world.ts";

const parent = temporaryFolder("import-history");
const endpoint = "ouessant-salle-1";
const history = [callTold("1"), callTold("2", { durationS: 0, isConnected: false })];

function newDataDir(): string {
  return join(mkdtempSync(join(parent, "data-")), "ledger-folder");
}

describe("a saved history", () => {
  it("is read into the ledger of a collector that is stopped, once however often it is read", async () => {
    const dataDir = newDataDir();

    expect(await importHistory({ dataDir }, smallDirectory, { endpoint, histories: [history] })).toEqual([
      { added: 2, completed: 0, replaced: 0, alreadyThere: 0, leftOut: 0, purged: 0 },
    ]);
    expect(await importHistory({ dataDir }, smallDirectory, { endpoint, histories: [history] })).toMatchObject([
      { added: 0, alreadyThere: 2 },
    ]);

    const ledger = await openSqliteLedger({ file: join(dataDir, "ledger.db") });
    expect((await ledger.callsAfter(0, 10)).map(({ key, isImported }) => [key, isImported])).toEqual([
      ["1", true],
      ["2", true],
    ]);
    await ledger.close();
  });

  it("is refused while the collector runs: nothing writes beside it", async () => {
    const dataDir = newDataDir();
    await importHistory({ dataDir }, smallDirectory, { endpoint, histories: [] });
    const unlock = lockDataDir(dataDir);

    await expect(importHistory({ dataDir }, smallDirectory, { endpoint, histories: [history] })).rejects.toMatchObject({
      code: "COLLECTOR_RUNNING",
    });

    unlock?.();
    expect(await importHistory({ dataDir }, smallDirectory, { endpoint, histories: [history] })).toMatchObject([{ added: 2 }]);
  });

  it("is refused for a codec the inventory does not name, and gives the lock back", async () => {
    const dataDir = newDataDir();

    await expect(importHistory({ dataDir }, smallDirectory, { endpoint: "unknown", histories: [history] })).rejects.toMatchObject({
      code: "ENDPOINT_UNKNOWN",
    });
    expect(lockDataDir(dataDir)).not.toBeNull();
  });

  it("leaves out calls that cannot have taken place or break the contract, and says how many", async () => {
    const calls = [
      ...history,
      callTold("3", { startedAt: 0 }),
      callTold("4", { startedAt: Date.UTC(2099, 0, 1) }),
      callTold("5", { farEnd: "298001@visio.example" }),
    ];

    expect(await importHistory({ dataDir: newDataDir() }, smallDirectory, { endpoint, histories: [calls] })).toMatchObject([
      { added: 2, leftOut: 3 },
    ]);
  });
});
