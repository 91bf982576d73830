import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dated } from "../../../collector/sla/dated-hours.ts";
import type { MaintenanceEntry, Scope } from "../../../collector/sla/maintenance.ts";
import { type DatedNotice, maintenanceBook, plannedSpans } from "../../../collector/sla/planned-maintenance.ts";
import { intersect, type Span, subtract } from "../../../collector/sla/spans.ts";

const period = { from: 1_000, to: 1_120 };
const instant = fc.integer({ min: 980, max: 1_140 });
const once = fc
  .tuple(instant, fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => ({ kind: "once" as const, from, to: from + length }));
const scope = fc.constantFrom<Scope>({ kind: "network" }, { kind: "site", id: "a" }, { kind: "territory", id: "t" });
const entry = fc.record({ id: fc.constantFrom("M1", "M2", "M3"), declaredAt: instant, scope, time: fc.option(once, { freq: 4 }) });
const entries = fc
  .array(entry, { maxLength: 8 })
  .map((list) => list.map((one, place): MaintenanceEntry => ({ ...one, entry: place + 1, act: "declared", by: "x", reason: "y" })));
const notices = fc.tuple(fc.nat(30), fc.nat(60), instant).map(
  ([first, second, from]): Dated<DatedNotice> => [
    { from: 0, noticeSeconds: first },
    { from, noticeSeconds: second },
  ],
);

/** The endpoint is on site a, and belongs to the territory until 1,060. */
const whenInScope = ({ kind }: Scope, within: Span): readonly Span[] =>
  kind === "territory" ? intersect([within], [{ from: 0, to: 1_060 }]) : [within];
const plannedIn = (book: readonly MaintenanceEntry[], dated: Dated<DatedNotice>): Span[] =>
  plannedSpans(maintenanceBook(book, period, "Europe/Paris"), whenInScope, dated);

/** Second by second, in the words of the rule. */
function isPlanned(second: number, book: readonly MaintenanceEntry[], dated: Dated<DatedNotice>): boolean {
  const notice = dated.findLast(({ from }, place) => place === 0 || from <= second)?.noticeSeconds ?? 0;
  const covers = ({ time, scope: { kind } }: MaintenanceEntry): boolean =>
    time?.kind === "once" && time.from <= second && second < time.to && (kind !== "territory" || second < 1_060);
  return ["M1", "M2", "M3"].some((id) => {
    const own = book.filter((one) => one.id === id).toReversed();
    const broken = own.findIndex((one) => !covers(one));
    const run = broken === -1 ? own : own.slice(0, broken);
    return Math.min(...run.map(({ declaredAt }) => declaredAt)) + notice <= second;
  });
}

it("is what the rule says, second by second", () => {
  fc.assert(
    fc.property(entries, notices, (book, dated) => {
      const seconds = Array.from({ length: period.to - period.from }, (_, index) => period.from + index);
      const planned = plannedIn(book, dated);

      expect(seconds.filter((second) => planned.some(({ from, to }) => from <= second && second < to))).toEqual(
        seconds.filter((second) => isPlanned(second, book, dated)),
      );
    }),
    { numRuns: 500 },
  );
});

it("does not depend on the order the entries come in", () => {
  fc.assert(
    fc.property(
      entries.chain((book) => fc.tuple(fc.constant(book), fc.shuffledSubarray(book, { minLength: book.length }))),
      notices,
      ([book, shuffled], dated) => {
        expect(plannedIn(shuffled, dated)).toEqual(plannedIn(book, dated));
      },
    ),
  );
});

it("changes no time outside itself when it is added", () => {
  fc.assert(
    fc.property(entries, notices, once, instant, (book, dated, time, declaredAt) => {
      const added: MaintenanceEntry = {
        entry: 100,
        id: "M9",
        act: "declared",
        declaredAt,
        by: "x",
        reason: "y",
        scope: { kind: "network" },
        time,
      };

      expect(subtract(plannedIn([...book, added], dated), [time])).toEqual(subtract(plannedIn(book, dated), [time]));
    }),
  );
});
