import { afterEach, beforeEach, expect, it } from "vitest";
import { createLiveAccounts } from "../../collector/accounts/live-accounts.ts";
import { contractsOf } from "../../collector/contracts-of.ts";
import type { Ledger } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { at, calendarOf, contract, networkOf, siteOf, tell } from "./accounts/small-network.ts";
import { called } from "./attendance/used-network.ts";

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

/** Open two hours a day, every day: 184 h in the third quarter. */
const mairie = siteOf("mairie", { calendar: calendarOf("Mo-Su 10:00-12:00"), contracts: [{ ...contract, targetBasisPoints: 9_900 }] });
const directory = networkOf([mairie], [{ id: "salle", name: "Salle", site: "mairie" }]);
const declarations = { maintenanceEntries: () => Promise.resolve([]) };

async function contractAt(local: string) {
  const now = at(local) * 1000;
  const live = createLiveAccounts({ ledger, declarations, directory, now: () => now });
  const [room] = await contractsOf(ledger, { directory, maintenance: [] }, live, now);
  return room;
}

it("tells what may be lost of the whole quarter from its first day on, and what of its hours was lost so far", async () => {
  await tell(
    ledger,
    "salle",
    ["up", "2026-07-01T00:00", "2026-07-10T11:00"],
    ["down", "2026-07-10T11:00", "2026-07-10T18:00"],
    ["site", "2026-07-10T18:00", "2026-07-11T10:30"],
    ["unknown", "2026-07-11T10:30", "2026-07-12T00:00"],
  );

  expect(await contractAt("2026-07-12T09:00")).toMatchObject({ budgetSeconds: 184 * 36, lostSeconds: 5_400 });
});

it("tells of the calls tried in the last seven days and how many never connected", async () => {
  const calls = [
    called("2026-07-03T09:00", 0),
    called("2026-07-08T10:00", 0),
    called("2026-07-08T11:00", 20),
    called("2026-07-09T10:00", 0, { isTest: true }),
    called("2026-07-09T11:00", 0, { direction: "in" }),
  ];
  await ledger.importCalls("salle", calls, at("2026-07-12T09:00") * 1000);

  expect(await contractAt("2026-07-12T09:00")).toMatchObject({ attempts: 2, failedAttempts: 1 });
});

it("tells of no budget where nothing was promised", async () => {
  const open = networkOf([siteOf("mairie", { contracts: [{ ...contract, targetBasisPoints: null }] })], directory.endpoints);
  const now = at("2026-07-12T09:00") * 1000;
  const live = createLiveAccounts({ ledger, declarations, directory: open, now: () => now });

  expect(await contractsOf(ledger, { directory: open, maintenance: [] }, live, now)).toMatchObject([
    { budgetSeconds: null, lostSeconds: 0 },
  ]);
});
