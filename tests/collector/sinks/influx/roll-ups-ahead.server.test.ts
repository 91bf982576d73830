import { afterAll, beforeAll, expect, it } from "vitest";
import { rollUpsOf } from "../../../../collector/roll-ups-of.ts";
import { usualUsageRules } from "../../../../collector/usage/usage-rules.ts";
import { type Influxdb, startInfluxdb } from "../../../servers/influxdb.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { waitUntil } from "../../../servers/wait-until.ts";
import { at, calendarOf, networkOf, siteOf } from "../../accounts/small-network.ts";
import { called } from "../../attendance/used-network.ts";
import { t0 } from "../../ledger/small-ledger.ts";
import { ledgerAfter, poll, polls, site, watchedBy } from "../../states/watched-site.ts";

const directory = networkOf([siteOf("mairie", { calendar: calendarOf("24/7") })], [{ id: "codec-a", name: "Salle", site: "mairie" }]);
/** The last poll, at 600 s, is by a clock that is 59 s ahead of this. */
const now = t0 / 1000 + 541;

describeWithServers(["influxdb"], "the roll-ups of a ledger that was told of seconds to come", () => {
  let influxdb: Influxdb;

  beforeAll(async () => {
    influxdb = await startInfluxdb();
  });
  afterAll(() => influxdb.stop());

  it("count no second and no call after now", async () => {
    const ledger = await ledgerAfter([...polls(0, 120), ...polls(180, 540, "silent"), poll(600)], watchedBy(site));
    await ledger.importCalls("codec-a", [called("2026-10-01T12:00", 30, { startedAt: (now + 59) * 1000 })], now * 1000);
    const rollUps = rollUpsOf({
      ledger,
      declarations: { maintenanceEntries: () => Promise.resolve([]) },
      rules: usualUsageRules,
      directory,
      settings: { url: influxdb.url, database: "ahead", login: null, batchPoints: 1_000 },
      log: { info: () => {}, warn: () => {} },
      now: () => now * 1000,
      pace: { pollMs: 10, refreshMs: 86_400_000 },
    });
    rollUps.start();
    await waitUntil("the ledger has been followed", async () => {
      return (await ledger.cursorOf("influx-roll-ups", "state_changes")) === (await ledger.lastEntries()).state_changes;
    });
    await rollUps.stop();
    await ledger.close();
    const available = await influxdb.query("SELECT * FROM availability WHERE period = 'month' AND over = 0", "ahead");
    const used = await influxdb.query("SELECT sum(uses) AS uses FROM usage", "ahead");

    expect(available).toMatchObject([{ worked_seconds: 180, expected_seconds: now - at("2026-10-01T00:00") }]);
    expect(used).toMatchObject([{ uses: 0 }]);
    expect(await influxdb.query(`SELECT * FROM availability WHERE time > ${now}s`, "ahead")).toEqual([]);
  });
});
