import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { incidentEffectsOf } from "../../../collector/attendance/incident-effects.ts";
import { outlookOf } from "../../../collector/attendance/outlook.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { at, tell } from "../accounts/small-network.ts";
import { basis, called, concludeAt, importTo } from "./used-network.ts";

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

const midnight = (day: string): number => at(`${day}T00:00`);
const asked = (from: string, to: string) => ({ ...basis, period: { from: midnight(from), to: midnight(to) }, until: midnight(to) });

/** A use on each of these days of each of these months, in a room that always worked. */
async function usedOn(months: readonly string[], days: readonly string[]): Promise<void> {
  await importTo(
    ledger,
    "salle-a",
    months.flatMap((month) => days.map((day) => called(`${month}-${day}T10:00`, 30))),
  );
}

const monthsOf2025 = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, "0")}`);
const fourDays = ["03", "10", "17", "24"];

describe("how use changes", () => {
  it("says that a room used four times a month for a year is used no more after five months without a use", async () => {
    await tell(ledger, "salle-a", ["up", "2024-01-01T00:00", "2026-07-01T00:00"]);
    await usedOn(monthsOf2025, fourDays);

    const { sites } = await outlookOf(ledger, asked("2026-04-01", "2026-07-01"));

    expect(sites.get("mairie")).toMatchObject({ state: "ended" });
    expect(sites.get("pepiniere")?.state).toBe("too_seldom");
  });

  it("says of a territory that it fell beside the same quarter a year before, also when the calls are forgotten", async () => {
    await tell(ledger, "salle-a", ["up", "2024-01-01T00:00", "2026-07-01T00:00"]);
    await usedOn(monthsOf2025, fourDays);
    await usedOn(["2026-01"], ["15"]);
    const before = await outlookOf(ledger, asked("2026-01-01", "2026-04-01"));
    await concludeAt(ledger, "2026-10-15T00:00");

    const { territories, network } = await outlookOf(ledger, asked("2026-01-01", "2026-04-01"));

    expect(territories.get("brest")?.direction).toBe("fell");
    expect(network.direction).toBe("fell");
    expect(territories).toEqual(before.territories);
  });

  it("says nothing beside a year that nobody watched", async () => {
    await tell(ledger, "salle-a", ["up", "2026-01-01T00:00", "2026-04-01T00:00"]);
    await usedOn(["2026-01"], fourDays);

    const { territories } = await outlookOf(ledger, asked("2026-01-01", "2026-04-01"));

    expect(territories.get("brest")).toEqual({ direction: "too_few", comparison: null, powerToSeeHalving: null });
  });
});

describe("use around incidents", () => {
  it("is counted in the sixty days before and after, where the room worked", async () => {
    await tell(
      ledger,
      "salle-a",
      ["up", "2025-09-01T00:00", "2026-01-12T09:00"],
      ["down", "2026-01-12T09:00", "2026-01-13T18:00"],
      ["up", "2026-01-13T18:00", "2026-07-01T00:00"],
    );
    await usedOn(["2025-12", "2026-02"], ["03"]);
    await usedOn(["2025-12"], ["10", "17"]);

    const effect = await incidentEffectsOf(ledger, { ...basis, until: midnight("2026-07-01") });

    expect(effect).toMatchObject({ incidents: 1, before: { uses: 3 }, after: { uses: 1 } });
    expect(effect.comparison?.ratio).toBeCloseTo(1 / 3, 0);
  });

  it("leaves out an incident whose days before are forgotten", async () => {
    await tell(
      ledger,
      "salle-a",
      ["up", "2025-09-01T00:00", "2026-01-12T09:00"],
      ["down", "2026-01-12T09:00", "2026-01-13T18:00"],
      ["up", "2026-01-13T18:00", "2026-07-01T00:00"],
    );
    await usedOn(["2025-12"], ["03"]);
    await concludeAt(ledger, "2026-07-15T00:00");

    const effect = await incidentEffectsOf(ledger, { ...basis, until: midnight("2026-07-01") });

    expect(effect).toMatchObject({ incidents: 0, leftOut: { notWatched: 1 } });
  });
});
