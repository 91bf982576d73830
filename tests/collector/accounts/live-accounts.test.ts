import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allAccounts } from "../../../collector/accounts/accounts.ts";
import { createLiveAccounts, type LiveAccounts } from "../../../collector/accounts/live-accounts.ts";
import type { Declarations } from "../../../collector/ledger/declarations.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteDeclarations } from "../../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { quarterSpan } from "../../../collector/sla/calendar.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { batchOf, observed } from "../ledger/small-ledger.ts";
import { at, networkOf, siteOf, tell } from "./small-network.ts";

const rooms = ["accueil", "bureau", "conseil", "salle"].map((id) => ({ id, name: id, site: "mairie" }));
const directory = networkOf([siteOf("mairie")], rooms);
const t2 = quarterSpan("2026-T2", "Europe/Paris") ?? { from: 0, to: 0 };

let ledger: Ledger;
let declarations: Declarations;
let nowS: number;
let live: LiveAccounts;

beforeEach(async () => {
  const file = join(temporaryFolder("live-accounts"), "ledger.db");
  ledger = await openSqliteLedger({ file });
  nowS = at("2026-04-14T10:00");
  declarations = openSqliteDeclarations({ file, now: () => nowS * 1000 });
  live = createLiveAccounts({ ledger, declarations, directory, now: () => nowS * 1000 });
  await ledger.append(
    batchOf(
      1,
      rooms.map(({ id }) => observed(0, { endpoint: id })),
    ),
  );
  for (const { id } of rooms) await tell(ledger, id, ["up", "2026-03-01T00:00", "2026-04-14T10:02"]);
});

afterEach(async () => {
  await declarations.close();
  await ledger.close();
});

/** What the whole ledger says, worked out anew. */
async function expectRight(): Promise<void> {
  const maintenance = await declarations.maintenanceEntries();
  const anew = await allAccounts(ledger, { directory, maintenance, period: t2, until: nowS });
  const kept = await live.current();
  expect([...kept.values()].map(factsOf)).toEqual(anew.map(factsOf));
}

const factsOf = ({ endpoint, account, figures, isMet, incidents, terms }: Awaited<ReturnType<typeof allAccounts>>[number]) => ({
  id: endpoint.id,
  account,
  figures,
  isMet,
  incidents,
  period: terms.period,
  time: terms.time,
});

describe("the quarter to date, at hand", () => {
  it("is read once; a room that goes on as it was is not read again", async () => {
    await expectRight();
    expect(live.recomputed).toBe(4);

    nowS = at("2026-04-14T10:30");
    for (const { id } of rooms) await tell(ledger, id, ["up", "2026-04-14T10:02", "2026-04-14T10:32"]);

    await expectRight();
    expect(live.recomputed).toBe(0);
  });

  it("knows nothing of a room that went silent, without reading it again", async () => {
    await live.current();
    nowS = at("2026-04-14T11:00");

    await expectRight();
    expect(live.recomputed).toBe(0);
  });

  it("reads again the one room that a late envelope speaks of", async () => {
    await live.current();
    await tell(ledger, "conseil", ["down", "2026-04-08T09:00", "2026-04-08T15:00"]);

    await expectRight();
    expect(live.recomputed).toBe(1);
  });

  it("follows an outage for as long as it lasts, and its end", async () => {
    await tell(ledger, "salle", ["down", "2026-04-14T10:00", "2026-04-14T10:40"]);
    for (const time of ["10:05", "10:20", "10:39"]) {
      nowS = at(`2026-04-14T${time}`);
      await expectRight();
    }
    await tell(ledger, "salle", ["up", "2026-04-14T10:39", "2026-04-14T12:00"]);
    nowS = at("2026-04-14T11:30");
    await expectRight();
    nowS = at("2026-04-14T11:45");
    await expectRight();
    expect(live.recomputed).toBe(0);
  });

  it("reads again whom a maintenance concerns, when it is declared and when it is withdrawn", async () => {
    await live.current();
    const time = { kind: "once", from: at("2026-04-14T14:00"), to: at("2026-04-14T16:00") } as const;
    const draft = { reason: "Mise à jour", scope: { kind: "endpoint", id: "bureau" } } as const;
    const { id, entry } = await declarations.writeMaintenance({ ...draft, act: "declared", time }, { who: "unix:test", origin: "here" });
    await expectRight();
    expect(live.recomputed).toBe(1);

    nowS = at("2026-04-14T15:00");
    await expectRight();
    expect(live.recomputed).toBe(0);
    await declarations.writeMaintenance(
      { ...draft, act: "withdrawn", id, follows: entry, time: null },
      { who: "unix:test", origin: "here" },
    );

    await expectRight();
    expect(live.recomputed).toBe(1);
  });

  it("begins anew with the next quarter", async () => {
    await live.current();
    nowS = at("2026-07-02T09:00");

    expect([...(await live.current()).values()][0]?.terms.period).toEqual({ from: t2.to, to: nowS });
    expect(live.recomputed).toBe(4);
  });
});
