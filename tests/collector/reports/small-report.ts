import { join } from "node:path";
import type { Directory } from "../../../collector/directory/directory.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { issued } from "../../../collector/reports/evidence.ts";
import type { IssuedReport } from "../../../collector/reports/issued.ts";
import { buildReport } from "../../../collector/reports/model/build.ts";
import type { ReportModel } from "../../../collector/reports/model/model.ts";
import { networkTimeZone, quarterSpan } from "../../../collector/sla/calendar.ts";
import type { MaintenanceEntry } from "../../../collector/sla/maintenance.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { at, networkOf, siteOf, tell } from "../accounts/small-network.ts";
import { called, far } from "../attendance/used-network.ts";

type SomeLedger = Awaited<ReturnType<typeof openSqliteLedger>>;

/** The model of the second quarter of 2026 of a ledger that is filled for it. */
export async function modelOf(
  directory: Directory,
  fill: (ledger: SomeLedger) => Promise<void>,
  { quarter = "2026-T2", maintenance = [] as readonly MaintenanceEntry[] } = {},
): Promise<ReportModel> {
  const ledger = await openSqliteLedger({ file: join(temporaryFolder("small-report"), "ledger.db") });
  const period = quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
  try {
    await fill(ledger);
    return await buildReport(ledger, { directory, maintenance, notes: [], quarter, period, until: period.to });
  } finally {
    await ledger.close();
  }
}

/** Two sites of two EPCI, three rooms; every figure of it can be worked out by hand: `golden.test.ts` does. */
export const smallRegion = networkOf(
  [
    siteOf("mairie", { name: "Mairie" }),
    siteOf("pepiniere", { name: "Pépinière", memberships: [{ from: 0, epci: null, territories: ["iroise"] }] }),
  ],
  [
    { id: "salle-a", name: "Salle A", site: "mairie" },
    { id: "salle-b", name: "Salle B", site: "mairie" },
    { id: "salle-c", name: "Salle C", site: "pepiniere" },
  ],
);

/** Out for six hours on 14 April, for one hour on 5 May; unobserved on 20 May; a maintenance of two hours on 8 June. Four uses. */
export async function fillSmallRegion(ledger: SomeLedger): Promise<void> {
  await tell(ledger, "salle-a", ["up", "2026-04-01T00:00", "2026-04-14T09:00"], ["down", "2026-04-14T09:00", "2026-04-14T15:00"]);
  await tell(ledger, "salle-a", ["up", "2026-04-14T15:00", "2026-07-01T00:00"]);
  await tell(ledger, "salle-b", ["up", "2026-04-01T00:00", "2026-05-20T00:00"], ["up", "2026-05-21T00:00", "2026-07-01T00:00"]);
  await tell(ledger, "salle-c", ["up", "2026-04-01T00:00", "2026-05-05T10:00"], ["site", "2026-05-05T10:00", "2026-05-05T11:00"]);
  await tell(ledger, "salle-c", ["up", "2026-05-05T11:00", "2026-07-01T00:00"]);
  await ledger.importCalls("salle-a", [called("2026-05-12T10:00", 30, far("a")), called("2026-06-02T14:00", 60, far("b"))], 0);
  // The third begins at half past seven in the evening, when the site is closed.
  await ledger.importCalls("salle-c", [called("2026-04-21T09:30", 45, far("c")), called("2026-06-16T19:30", 30, far("c"))], 0);
}

const smallMaintenance: MaintenanceEntry = {
  entry: 1,
  id: "maintenance-1",
  act: "declared",
  declaredAt: at("2026-06-01T09:00"),
  by: "unix:exploitant",
  reason: "mise à jour",
  scope: { kind: "endpoint", id: "salle-b" },
  time: { kind: "once", from: at("2026-06-08T16:00"), to: at("2026-06-08T20:00") },
};

/** The report of it, as issued. */
export async function smallReport(): Promise<IssuedReport> {
  const model = await modelOf(smallRegion, fillSmallRegion, { maintenance: [smallMaintenance] });
  const revision = { number: 0, issuedAt: at("2026-07-07T08:00"), reason: null, previousSha256: null, changes: [] };
  return issued(model, at("2026-07-07T07:55"), "0.1.0", revision);
}
