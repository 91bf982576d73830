import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { periodFigures } from "../../../collector/accounts/period-figures.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { quarterSpan } from "../../../collector/sla/calendar.ts";
import { figuresOf, percentText } from "../../../collector/sla/figures.ts";
import type { MaintenanceEntry } from "../../../collector/sla/maintenance.ts";
import type { Span } from "../../../collector/sla/spans.ts";
import { at, calendarOf, networkOf, siteOf, tell } from "./small-network.ts";

const directory = networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie" }]);
const weekdays = calendarOf("Mo-Fr 08:00-18:00");
const week = { from: at("2026-02-02T00:00"), to: at("2026-02-09T00:00") };

let ledger: Ledger;
beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

async function serviceOver(period: Span, maintenance: readonly MaintenanceEntry[] = []): Promise<string> {
  const { network } = await periodFigures(ledger, { directory, maintenance, notes: [], period, until: period.to });
  const { service } = figuresOf(network.account);
  return service === null ? "n.d." : percentText(service, 2);
}

/** One room, open from Monday to Friday from 8 to 18: the cases on which other monitors say 79.76, 85.71 or 100. */
describe("one outage, through the ledger", () => {
  it("from Monday 8 to Tuesday 18 leaves 30 of 50 open hours: 60.00 %", async () => {
    await outOnMonday();

    expect(await serviceOver(week)).toBe("60.00");
  });

  it("of which the Monday was announced as maintenance leaves 30 of 40: 75.00 %", async () => {
    await outOnMonday();
    const time = { kind: "once", from: at("2026-02-02T08:00"), to: at("2026-02-02T18:00") } as const;
    const said = {
      entry: 1,
      id: "M1",
      act: "declared",
      by: "unix:test",
      reason: "Travaux",
      scope: { kind: "site", id: "mairie" },
    } as const;

    expect(await serviceOver(week, [{ ...said, declaredAt: at("2026-01-20T09:00"), time }])).toBe("75.00");
  });

  it("from 17 to 18 on each working day after the clocks went back leaves 92.73 % of the quarter", async () => {
    const q4 = quarterSpan("2025-T4", "Europe/Paris") ?? week;
    const everyDay = networkOf([siteOf("mairie", { calendar: weekdays })], [{ id: "salle", name: "Salle", site: "mairie" }]);
    await tell(ledger, "salle", ["up", "2025-09-30T00:00", "2026-01-02T00:00"]);
    for (let day = Date.UTC(2025, 9, 27); day <= Date.UTC(2025, 11, 31); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      await tell(ledger, "salle", ["down", `${date}T17:00`, `${date}T18:00`]);
    }
    const { network } = await periodFigures(ledger, { directory: everyDay, maintenance: [], notes: [], period: q4, until: q4.to });
    const { service } = figuresOf(network.account);

    expect(network.account).toMatchObject({ expected: 660 * 3_600, down: 48 * 3_600 });
    // 612 of 660 hours are 92.7272 %: printed 92.73 where others round, truncated here.
    expect(service && percentText(service, 4)).toBe("92.7272");
  });

  it("and an agent that was silent all week is no 100 %", async () => {
    await tell(ledger, "salle", ["up", "2026-01-30T08:00", "2026-02-01T12:00"]);

    expect(await serviceOver(week)).toBe("n.d.");
  });
});

async function outOnMonday(): Promise<void> {
  await tell(ledger, "salle", ["up", "2026-02-01T00:00", "2026-02-02T08:00"], ["down", "2026-02-02T08:00", "2026-02-03T18:00"]);
  await tell(ledger, "salle", ["up", "2026-02-03T18:00", "2026-02-10T00:00"]);
}
