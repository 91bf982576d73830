import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ledger } from "../../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { rollUpsOf } from "../../../../collector/roll-ups-of.ts";
import type { RollUps } from "../../../../collector/sinks/influx/roll-ups.ts";
import { usualUsageRules } from "../../../../collector/usage/usage-rules.ts";
import { type Influxdb, startInfluxdb } from "../../../servers/influxdb.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { waitUntil } from "../../../servers/wait-until.ts";
import { at, tell } from "../../accounts/small-network.ts";
import { called, concludeAt, importTo, network } from "../../attendance/used-network.ts";

describeWithServers(["influxdb"], "the roll-ups of use and availability in InfluxDB", () => {
  let influxdb: Influxdb;
  let ledger: Ledger;
  let database: string;
  let databases = 0;
  const running: RollUps[] = [];

  beforeAll(async () => {
    influxdb = await startInfluxdb();
  });
  afterAll(() => influxdb.stop());
  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
    databases += 1;
    database = `roll_ups_${databases}`;
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await ledger.close();
  });

  /** Until everything that the ledger had by then is written. */
  async function rollUp(local: string, name = database): Promise<void> {
    const rollUps = rollUpsOf({
      ledger,
      declarations: { maintenanceEntries: () => Promise.resolve([]) },
      rules: usualUsageRules,
      directory: network,
      settings: { url: influxdb.url, database: name, login: null, batchPoints: 1_000 },
      log: { info: () => {}, warn: () => {} },
      now: () => at(local) * 1000,
      pace: { pollMs: 10, refreshMs: 86_400_000 },
    });
    running.push(rollUps);
    rollUps.start();
    await waitUntil("something is written", () => rollUps.status().written > 0);
    await waitUntil("nothing is left", async () => (await standing()) === (await ledger.lastEntries()).calls);
    await rollUps.stop();
  }
  const standing = () => ledger.cursorOf("influx-roll-ups", "calls");
  const rows = (where: string, name = database) => influxdb.query(`SELECT * FROM usage WHERE ${where}`, name);
  const sumOf = async (period: string, name = database) =>
    Number((await influxdb.query(`SELECT sum(uses) AS n FROM usage WHERE period = '${period}'`, name))[0]?.["n"] ?? 0);

  it("tells each day and each month at its local midnight, with the territory of that time", async () => {
    await importTo(ledger, "salle-c", [called("2026-01-31T10:00", 30), called("2026-02-02T10:00", 90)]);
    await rollUp("2026-02-03T12:00");

    const day = await rows("endpoint = 'salle-c' AND period = 'day' AND uses > 0");
    expect(day).toMatchObject([
      { time: at("2026-01-31T00:00") * 1000, territory: "brest", uses: 1, used_seconds: 1_800, over: 1 },
      { time: at("2026-02-02T00:00") * 1000, territory: "iroise", uses: 1, used_seconds: 5_400, over: 1 },
    ]);
    const month = await rows("endpoint = 'salle-c' AND period = 'month'");
    expect(month).toMatchObject([
      { time: at("2026-01-01T00:00") * 1000, uses: 1, over: 1 },
      { time: at("2026-02-01T00:00") * 1000, uses: 1, over: 0 },
    ]);
    const [available] = await influxdb.query(
      "SELECT * FROM availability WHERE endpoint = 'salle-a' AND period = 'day' AND time = '2026-02-01T23:00:00Z'",
      database,
    );
    expect(available).toMatchObject({
      site: "mairie",
      expected_seconds: 9 * 3_600,
      worked_seconds: 0,
      unknown_seconds: 9 * 3_600,
      promised_seconds: 9 * 3_600,
      target_seconds: 0.99 * 9 * 3_600,
    });
  });

  it("puts what is told late in the place of what was written, and doubles nothing when it begins again", async () => {
    await importTo(ledger, "salle-a", [called("2026-01-15T10:00", 30)]);
    await rollUp("2026-02-03T12:00");
    const points = (await rows("period = 'day'")).length;
    await importTo(ledger, "salle-a", [called("2026-01-15T14:00", 30), called("2026-01-16T14:00", 30)]);
    await rollUp("2026-02-03T12:00");
    await rollUp("2026-02-03T12:00");

    expect(await rows("uses > 0 AND period = 'day'")).toMatchObject([{ uses: 2 }, { uses: 1 }]);
    expect({ days: await sumOf("day"), months: await sumOf("month"), points: (await rows("period = 'day'")).length }).toEqual({
      days: 3,
      months: 3,
      points,
    });
  });

  it("says of each site what its use comes to over a quarter, and what cannot be said as -1", async () => {
    await tell(ledger, "salle-a", ["up", "2026-01-01T00:00", "2026-04-01T00:00"]);
    await importTo(ledger, "salle-a", [called("2026-01-15T10:00", 30), called("2026-02-16T10:00", 90)]);
    await rollUp("2026-04-03T12:00");
    await rollUp("2026-04-03T12:00");

    const quarters = await influxdb.query("SELECT * FROM site_quarter", database);
    expect(quarters.filter(({ site, over }) => site === "mairie" && over === 1)).toMatchObject([
      {
        time: at("2026-01-01T00:00") * 1000,
        territory: "brest",
        uses: 2,
        uses_per_month: 2 / 3,
        verdict: "established",
        action: "observe",
        cost_per_use_euros: -1,
        median_minutes: 30,
        last_use_day_ms: at("2026-02-16T00:00") * 1000,
        far_end_unknown: 2,
        saved_uses: 0,
      },
    ]);
    expect(quarters.filter(({ site, over }) => site === "pepiniere" && over === 1)).toMatchObject([
      { uses: 0, uses_per_month: -1, verdict: "not_observed", occupation: 0, last_use_day_ms: -1 },
    ]);
  });

  it("fills an empty InfluxDB with all months that are kept, and the days whose calls are", async () => {
    await importTo(ledger, "salle-a", [called("2026-01-15T10:00", 30), called("2026-06-15T10:00", 30)]);
    await concludeAt(ledger, "2026-09-03T12:00");
    await rollUp("2026-09-03T12:00");
    await rollUp("2026-09-03T12:00", "another");

    expect({ days: await sumOf("day", "another"), months: await sumOf("month", "another") }).toEqual({ days: 1, months: 2 });
  });

  it("says nothing of a call or a far end", async () => {
    await importTo(ledger, "salle-a", [called("2026-01-15T10:00", 30)]);
    await rollUp("2026-02-03T12:00");
    const [point] = await rows("uses > 0 AND period = 'month'");

    expect(JSON.stringify(point)).not.toMatch(/far|00aa|10:00/);
    expect((await influxdb.query("SHOW TAG KEYS FROM usage", database)).map(({ tagKey }) => tagKey)).toEqual([
      "endpoint",
      "period",
      "site",
      "territory",
    ]);
  });
});
