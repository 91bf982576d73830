import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AccountsQuestion, allAccounts } from "../../../collector/accounts/accounts.ts";
import { explain } from "../../../collector/accounts/explain.ts";
import { reportedIncidents } from "../../../collector/accounts/incident-report.ts";
import { PoolingByPlace } from "../../../collector/accounts/pool.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { quarterSpan } from "../../../collector/sla/calendar.ts";
import { percentText } from "../../../collector/sla/figures.ts";
import type { IncidentNote } from "../../../collector/sla/incident-notes.ts";
import type { MaintenanceEntry } from "../../../collector/sla/maintenance.ts";
import { at, networkOf, siteOf, tell } from "./small-network.ts";

const t2 = quarterSpan("2026-T2", "Europe/Paris") ?? { from: 0, to: 0 };
const room = { id: "salle", name: "Salle", site: "mairie" };
const directory = networkOf([siteOf("mairie")], [room]);
const week = { from: at("2026-04-13T00:00"), to: at("2026-04-18T00:00") };
const hour = 3_600;

let ledger: Ledger;
beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

async function accountOf(question: Partial<AccountsQuestion> = {}) {
  const asked = { directory, maintenance: [], period: week, until: week.to, ...question };
  const [account] = await allAccounts(ledger, asked);
  if (account === undefined) throw new Error("no account");
  return account;
}

function declared(from: string, to: string, declaredAt: string): MaintenanceEntry {
  const time = { kind: "once" as const, from: at(from), to: at(to) };
  const scope = { kind: "site" as const, id: "mairie" };
  return { entry: 1, id: "m1", act: "declared", declaredAt: at(declaredAt), by: "unix:test", reason: "Mise à jour", scope, time };
}

describe("the service of a room over a period", () => {
  it("is worked out of what the ledger holds, in the hours of the site", async () => {
    await tell(ledger, "salle", ["up", "2026-04-10T00:00", "2026-04-14T10:00"], ["down", "2026-04-14T10:00", "2026-04-14T15:00"]);
    await tell(ledger, "salle", ["up", "2026-04-14T15:00", "2026-04-20T00:00"]);

    const { account, figures, isMet } = await accountOf();

    expect(account).toMatchObject({ expected: 50 * hour, up: 45 * hour, down: 5 * hour, unknown: 0 });
    expect(figures.service && percentText(figures.service, 2)).toBe("90.00");
    expect(isMet).toBe(false);
  });

  it("does not hold what nobody watched, nor what is still to come", async () => {
    await tell(ledger, "salle", ["up", "2026-04-14T00:00", "2026-04-15T00:00"]);

    const { account, figures } = await accountOf({ until: at("2026-04-16T08:00") });

    expect(account).toMatchObject({ expected: 30 * hour, up: 10 * hour, unknown: 20 * hour });
    expect(figures.service).toBeNull();
  });

  it("leaves out a maintenance that was announced, and not the outage before it", async () => {
    await tell(ledger, "salle", ["down", "2026-04-14T08:00", "2026-04-14T18:00"]);
    const maintenance = [declared("2026-04-14T13:00", "2026-04-14T18:00", "2026-04-01T09:00")];

    const { account, incidents } = await accountOf({ maintenance });

    expect(account).toMatchObject({ expected: 45 * hour, maintenance: 5 * hour, down: 5 * hour });
    expect(incidents).toMatchObject([{ from: at("2026-04-14T08:00"), to: at("2026-04-14T13:00"), clockSeconds: 5 * hour }]);
  });

  it("changes with what comes late, without anything being done", async () => {
    expect((await accountOf()).account.unknown).toBe(50 * hour);

    await tell(ledger, "salle", ["up", "2026-04-13T00:00", "2026-04-18T00:00"]);

    expect((await accountOf()).account).toMatchObject({ up: 50 * hour, unknown: 0 });
  });
});

describe("incidents of a room", () => {
  it("are told whole, however long before the period they began", async () => {
    await tell(ledger, "salle", ["up", "2026-01-01T00:00", "2026-02-02T10:00"], ["down", "2026-02-02T10:00", "2026-04-13T09:00"]);
    await tell(ledger, "salle", ["up", "2026-04-13T09:00", "2026-04-20T00:00"]);

    const { incidents } = await accountOf();

    expect(incidents).toMatchObject([{ from: at("2026-02-02T10:00"), to: at("2026-04-13T09:00"), outages: 1, isBreach: true }]);
  });

  it("do not run on over a silence of the agent: nobody knows that it was out", async () => {
    await tell(ledger, "salle", ["up", "2026-04-13T00:00", "2026-04-14T09:00"], ["down", "2026-04-14T09:00", "2026-04-14T10:00"]);
    await tell(ledger, "salle", ["down", "2026-04-14T15:00", "2026-04-14T16:00"], ["up", "2026-04-14T16:00", "2026-04-18T00:00"]);

    expect((await accountOf()).incidents).toMatchObject([
      { elapsedSeconds: 7 * hour, clockSeconds: 2 * hour, outages: 1, isBreach: false },
    ]);
  });

  it("say what they were made of, to whom they are laid, and how long nobody took charge", async () => {
    await tell(ledger, "salle", ["up", "2026-04-13T00:00", "2026-04-14T09:00"], ["site", "2026-04-14T09:00", "2026-04-14T09:30"]);
    await tell(ledger, "salle", ["down", "2026-04-14T09:30", "2026-04-14T13:00"], ["up", "2026-04-14T13:00", "2026-04-18T00:00"]);
    const note = (entry: number, writtenAt: string, said: IncidentNote["said"]): IncidentNote => ({
      entry,
      endpoint: "salle",
      at: at("2026-04-14T10:00"),
      writtenAt: at(writtenAt),
      by: "token:astreinte",
      said,
    });
    const notes = [
      note(1, "2026-04-14T10:30", { kind: "acknowledged" }),
      note(2, "2026-04-14T12:00", { kind: "attributed", owner: "operator_link", reason: "Coupure confirmée par l'opérateur" }),
    ];

    const [incident] = reportedIncidents(await accountOf(), notes, week.to);

    expect(incident).toMatchObject({
      id: "salle@2026-04-14T07:00:00Z",
      causes: [
        { cause: "silent_confirmed", owner: "endpoint", seconds: 3.5 * hour },
        { cause: "site_network", owner: "site_network", seconds: 0.5 * hour },
      ],
      owner: "endpoint",
      attributed: { owner: "operator_link" },
      takeChargeSeconds: 1.5 * hour,
      isTakeChargeBreach: true,
      isGoingOn: false,
    });
  });
});

describe("a territory", () => {
  it("has the seconds of a site for the time the site belonged to it", async () => {
    const moved = siteOf("mairie", {
      memberships: [
        { from: 0, epci: null, territories: ["iroise"] },
        { from: at("2026-04-15T00:00"), epci: null, territories: ["brest"] },
      ],
    });
    const network = networkOf([moved, siteOf("port")], [room, { id: "port", name: "Port", site: "port" }]);
    await tell(ledger, "salle", ["down", "2026-04-13T00:00", "2026-04-15T00:00"], ["up", "2026-04-15T00:00", "2026-04-18T00:00"]);
    await tell(ledger, "port", ["up", "2026-04-13T00:00", "2026-04-18T00:00"]);

    const pooling = new PoolingByPlace(network);
    const question = { directory: network, maintenance: [], period: week, until: week.to };
    for (const account of await allAccounts(ledger, question)) pooling.add(account);
    const { territories, network: whole } = pooling.result();

    expect(territories.get("iroise")).toMatchObject({ account: { expected: 20 * hour, down: 20 * hour }, incidents: 1, breaches: 1 });
    expect(territories.get("brest")).toMatchObject({ account: { expected: 80 * hour, up: 80 * hour }, incidents: 0, meanUpSeconds: null });
    expect(whole).toMatchObject({
      account: { expected: 100 * hour, up: 80 * hour, down: 20 * hour },
      endpoints: { all: 2, met: 1, missed: 1 },
      meanRestoreSeconds: 20 * hour,
      meanUpSeconds: 80 * hour,
    });
  });
});

describe("the explanation of a figure", () => {
  it("lists every second of the quarter once, with what it is and what it rests on", async () => {
    await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-04-14T09:00"], ["down", "2026-04-14T09:00", "2026-04-14T10:00"]);
    await tell(ledger, "salle", ["up", "2026-04-14T10:00", "2026-05-18T00:00"]);
    const maintenance = [declared("2026-04-21T08:00", "2026-04-21T10:00", "2026-04-01T09:00")];

    const told = await explain(ledger, { directory, maintenance, period: t2, until: t2.to, endpoint: room, notes: [] });

    const lines = told?.lines ?? [];
    expect(lines[0]?.from).toBe(t2.from);
    expect(lines.at(-1)?.to).toBe(t2.to);
    for (const [place, line] of lines.entries()) expect(line.from).toBe(lines[place - 1]?.to ?? t2.from);
    const seconds = (standing: string) =>
      lines.filter((line) => line.standing === standing).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(told?.account).toMatchObject({
      up: seconds("up"),
      down: seconds("down"),
      unknown: seconds("unknown"),
      maintenance: seconds("maintenance"),
    });
    expect(lines.filter(({ standing }) => standing === "down")).toMatchObject([
      { cause: "silent_confirmed", owner: "endpoint", evidence: { firstObservedAt: at("2026-04-14T09:00") * 1000 } },
    ]);
    expect(lines.find(({ standing }) => standing === "maintenance")?.maintenances).toEqual(["m1"]);
  });
});
