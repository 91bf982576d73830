import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { instantOf, quarterSpan } from "../../../collector/sla/calendar.ts";
import type { Dated } from "../../../collector/sla/dated-hours.ts";
import type { MaintenanceEntry, MaintenanceTime, Scope } from "../../../collector/sla/maintenance.ts";
import { type DatedNotice, maintenanceBook, plannedMaintenances, plannedSpans } from "../../../collector/sla/planned-maintenance.ts";
import { maintenanceSpans } from "../../../collector/sla/service-time.ts";
import { intersect, type Span } from "../../../collector/sla/spans.ts";

const paris = "Europe/Paris";
const at = (text: string): number => instantOf(text, paris) ?? Number.NaN;
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });
const once = (from: string, to: string): MaintenanceTime => ({ kind: "once", ...span(from, to) });
const june = span("2026-06-01T00:00", "2026-07-01T00:00");
const twoDays: Dated<DatedNotice> = [{ from: 0, noticeSeconds: 2 * 86_400 }];
const always = (_scope: Scope, within: Span): Span[] => [within];

/** Entries of one maintenance, one after the other. */
function told(...entries: readonly (readonly [declaredAt: string, time: MaintenanceTime | null, scope?: Scope])[]): MaintenanceEntry[] {
  return entries.map(([declaredAt, time, scope = { kind: "network" }], place) => ({
    entry: place + 1,
    id: "M1",
    act: time === null ? "withdrawn" : "declared",
    declaredAt: at(declaredAt),
    by: "unix:operator",
    reason: "new firmware",
    scope,
    time,
  }));
}

const counted = (entries: readonly MaintenanceEntry[], notices = twoDays, whenInScope = always): Span[] =>
  plannedSpans(maintenanceBook(entries, june, paris), whenInScope, notices);

describe("a maintenance", () => {
  it("leaves the expected time where it was announced in time", () => {
    const entries = told(["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")]);

    expect(counted(entries)).toEqual([span("2026-06-10T18:00", "2026-06-10T20:00")]);
  });

  it("counts only from its notice on where it was announced late", () => {
    const entries = told(["2026-06-08T19:00", once("2026-06-10T18:00", "2026-06-10T20:00")]);

    expect(counted(entries)).toEqual([span("2026-06-10T19:00", "2026-06-10T20:00")]);
  });

  it("counts for nothing where it was declared after the fact", () => {
    expect(counted(told(["2026-06-11T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")]))).toEqual([]);
  });

  it("can be lengthened only with notice: what was announced before stays", () => {
    const entries = told(
      ["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")],
      ["2026-06-10T19:30", once("2026-06-10T18:00", "2026-06-10T23:00")],
    );

    expect(counted(entries)).toEqual([span("2026-06-10T18:00", "2026-06-10T20:00")]);
  });

  it("gives time back where it is shortened, even afterwards", () => {
    const entries = told(
      ["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")],
      ["2026-06-12T09:00", once("2026-06-10T18:00", "2026-06-10T18:30")],
    );

    expect(counted(entries)).toEqual([span("2026-06-10T18:00", "2026-06-10T18:30")]);
  });

  it("gives all time back where it is withdrawn", () => {
    expect(counted(told(["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")], ["2026-06-12T09:00", null]))).toEqual([]);
  });

  it("does not keep the notice of hours it gave up in between", () => {
    const entries = told(
      ["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")],
      ["2026-06-09T09:00", once("2026-06-10T18:00", "2026-06-10T19:00")],
      ["2026-06-10T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")],
    );

    expect(counted(entries)).toEqual([span("2026-06-10T18:00", "2026-06-10T19:00")]);
  });

  it("is moved to another site only with notice", () => {
    const mairie: Scope = { kind: "site", id: "mairie" };
    const port: Scope = { kind: "site", id: "port" };
    const time = once("2026-06-10T18:00", "2026-06-10T20:00");
    const entries = told(["2026-06-01T09:00", time, mairie], ["2026-06-10T12:00", time, port]);
    const ofSite = (id: string) => (scope: Scope, within: Span) => (scope.kind !== "network" && scope.id === id ? [within] : []);

    expect(counted(entries, twoDays, ofSite("mairie"))).toEqual([]);
    expect(counted(entries, twoDays, ofSite("port"))).toEqual([]);
  });

  it("of a territory concerns a site for as long as it belongs to it", () => {
    const entries = told(["2026-06-01T09:00", once("2026-06-10T18:00", "2026-06-10T20:00"), { kind: "territory", id: "epci" }]);
    const untilSeven = (_: Scope, within: Span) => intersect([within], [{ from: 0, to: at("2026-06-10T19:00") }]);

    expect(counted(entries, twoDays, untilSeven)).toEqual([span("2026-06-10T18:00", "2026-06-10T19:00")]);
  });

  it("is held to the notice in force at each instant", () => {
    const notices: Dated<DatedNotice> = [
      { from: 0, noticeSeconds: 0 },
      { from: at("2026-06-10T19:00"), noticeSeconds: 30 * 86_400 },
    ];

    expect(counted(told(["2026-06-09T09:00", once("2026-06-10T18:00", "2026-06-10T20:00")]), notices)).toEqual([
      span("2026-06-10T18:00", "2026-06-10T19:00"),
    ]);
  });

  it("tells what was announced and what of it counts", () => {
    const entries = told(["2026-06-08T19:00", once("2026-06-10T18:00", "2026-06-10T20:00")]);
    const [planned] = plannedMaintenances(maintenanceBook(entries, june, paris), always, twoDays);

    expect(planned).toMatchObject({ id: "M1", announced: [span("2026-06-10T18:00", "2026-06-10T20:00")] });
    expect(planned?.counted).toEqual([span("2026-06-10T19:00", "2026-06-10T20:00")]);
  });
});

describe("a maintenance that comes again", () => {
  const recurring = (rule: string, first: string, durationSeconds: number): MaintenanceTime => ({
    kind: "recurring",
    rule,
    first,
    durationSeconds,
  });
  const spansIn = (time: MaintenanceTime, period: Span): Span[] =>
    plannedSpans(maintenanceBook(told(["2025-01-01T00:00", time]), period, paris), always, twoDays);

  it("takes place at the same hour on the wall, in summer and in winter", () => {
    const time = recurring("FREQ=MONTHLY;BYDAY=1TU", "2026-03-03T18:00", 7_200);

    expect(spansIn(time, span("2026-03-01T00:00", "2026-05-01T00:00"))).toEqual([
      span("2026-03-03T18:00+01:00", "2026-03-03T20:00+01:00"),
      span("2026-04-07T18:00+02:00", "2026-04-07T20:00+02:00"),
    ]);
  });

  it("begins an hour later in the night when its hour does not exist, and at the first of two", () => {
    const nightly = recurring("FREQ=DAILY", "2026-01-01T02:30", 3_600);

    expect(spansIn(nightly, span("2026-03-29T00:00", "2026-03-30T00:00"))).toEqual([
      span("2026-03-29T03:30+02:00", "2026-03-29T04:30+02:00"),
    ]);
    expect(spansIn(nightly, span("2026-10-25T00:00", "2026-10-26T00:00"))).toEqual([
      span("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"),
    ]);
  });

  it("is seen in the period it reaches into, cut to it", () => {
    const overMidnight = recurring("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T22:00", 4 * 3_600);

    expect(spansIn(overMidnight, june)).toEqual([
      span("2026-06-01T00:00", "2026-06-01T02:00"),
      span("2026-06-30T22:00", "2026-07-01T00:00"),
    ]);
  });
});

interface Vector {
  readonly id: string;
  readonly scenario?: {
    readonly period?: { readonly quarter?: string; readonly from?: string; readonly to?: string };
    readonly maintenance?: readonly { readonly from: string; readonly to: string; readonly declaredAt: string }[];
    readonly noticeSeconds?: number;
  };
}

const vectorsFile = new URL("../../../../shared/vectors/sla.json", import.meta.url);

describe.runIf(existsSync(vectorsFile))("the vectors of the method, where they are at hand", () => {
  const vectors = existsSync(vectorsFile) ? (JSON.parse(readFileSync(vectorsFile, "utf8")) as Vector[]) : [];
  const withMaintenance = vectors.filter(({ scenario }) => (scenario?.maintenance ?? []).length > 0);

  it.each(withMaintenance.map((vector) => [vector.id, vector] as const))("hold for declared maintenances: %s", (_id, { scenario }) => {
    const { maintenance = [], noticeSeconds = 0, period } = scenario ?? {};
    const whole = quarterSpan(period?.quarter ?? "", paris) ?? span(period?.from ?? "", period?.to ?? "");
    const declared = maintenance.map(({ from, to, declaredAt }) => ({ ...span(from, to), declaredAt: at(declaredAt) }));
    const entries = declared.map(({ from, to, declaredAt }, place): MaintenanceEntry => {
      const [entry] = told(["2026-01-01T00:00", { kind: "once", from, to }]);
      if (entry === undefined) throw new Error("no entry");
      return { ...entry, entry: place + 1, id: `M${place}`, declaredAt };
    });

    expect(plannedSpans(maintenanceBook(entries, whole, paris), always, [{ from: 0, noticeSeconds }])).toEqual(
      intersect(maintenanceSpans(declared, noticeSeconds), [whole]),
    );
  });
});
