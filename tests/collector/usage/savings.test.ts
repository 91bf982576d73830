import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costPerUse, usualRoomCost } from "../../../collector/usage/cost-per-use.ts";
import { costWords, notEstimatedWords } from "../../../collector/usage/fr.ts";
import { usualSavingFactors } from "../../../collector/usage/saving-factors.ts";
import { addSavings, notEstimatedReasons, savingsOf, type UseDistance } from "../../../collector/usage/savings.ts";
import { vectors } from "./vectors.ts";

const carhaixToRennes = vectors.co2.km / 2;
const fromTheRoom = { ...usualSavingFactors, toRoomKm: 0 };
const distance: fc.Arbitrary<UseDistance> = fc.oneof(fc.double({ min: 0, max: 900, noNaN: true }), fc.constantFrom(...notEstimatedReasons));
const lists = fc.array(distance, { maxLength: 40 });

describe("what a use saves", () => {
  it("is, between Carhaix and Rennes, what the method says", () => {
    const older = { value: 0.2176, unit: "kgCO2e/vehicle-km", year: 2025, source: "with the making of the car" };
    const withMaking = { ...fromTheRoom, co2PerVehicleKm: { ...fromTheRoom.co2PerVehicleKm, central: older } };

    expect(savingsOf([carhaixToRennes], fromTheRoom).central.co2Kg).toBeCloseTo(vectors.co2.kg0192, 3);
    expect(savingsOf([carhaixToRennes], withMaking).central.co2Kg).toBeCloseTo(vectors.co2.kg02176, 3);
    expect(savingsOf([carhaixToRennes]).central.co2Kg).toBeCloseTo(vectors.co2.withRoomTrip10km, 2);
    expect(savingsOf([carhaixToRennes], fromTheRoom).central.hours).toBeCloseTo(vectors.co2.km / 60, 6);
  });

  it("is nothing where the room is farther than the far end, and not less than nothing", () => {
    expect(savingsOf([4]).central).toEqual({ trips: 0, km: 0, hours: 0, co2Kg: 0 });
  });

  it("is not guessed for far ends nobody knows or over the sea: they are counted", () => {
    const savings = savingsOf([100, "unknown_far_end", "sea_crossing", "unknown_far_end"]);

    expect(savings).toMatchObject({ estimated: 1, notEstimated: { unknown_far_end: 2, sea_crossing: 1 } });
    expect(savings.central).toEqual(savingsOf([100]).central);
    expect(notEstimatedWords.unknown_far_end).toContain("non estimé");
  });

  test.prop([lists])("is least in the low case and most in the high one", (distances) => {
    const { low, central, high } = savingsOf(distances);

    for (const name of ["trips", "km", "hours", "co2Kg"] as const) {
      expect(low[name]).toBeLessThanOrEqual(central[name]);
      expect(central[name]).toBeLessThanOrEqual(high[name]);
      expect(low[name]).toBeGreaterThanOrEqual(0);
    }
  });

  test.prop([lists, lists])("adds up over sites and months", (some, others) => {
    const [whole, parts] = [savingsOf([...some, ...others]), addSavings([savingsOf(some), savingsOf(others)])];

    expect(parts.central.co2Kg).toBeCloseTo(whole.central.co2Kg, 6);
    expect(parts.low.km).toBeCloseTo(whole.low.km, 6);
    expect(parts.high.hours).toBeCloseTo(whole.high.hours, 6);
    expect(parts).toMatchObject({ estimated: whole.estimated, notEstimated: whole.notEstimated });
    expect(whole.estimated + whole.notEstimated.sea_crossing + whole.notEstimated.unknown_far_end).toBe(some.length + others.length);
  });

  it("says of each factor from whom and when it is", () => {
    for (const { unit, year, source } of Object.values(usualSavingFactors.co2PerVehicleKm)) {
      expect([unit, year > 2020, source.startsWith("ADEME")]).toEqual(["kgCO2e/vehicle-km", true, true]);
    }
  });
});

describe("what a use costs", () => {
  it.each(vectors.cost)("with $uses uses in a quarter: $perUse euros", ({ aid, years, quarterCost, uses, perUse }) => {
    const cost = costPerUse(uses, 3, { aidEuros: aid, amortisationYears: years, runningEurosPerMonth: 0 });

    expect(cost.cost).toBeCloseTo(quarterCost, 9);
    expect(cost.perUse).toBe(perUse);
  });

  it("of three uses is between 34 and 485 euros", () => {
    const { low, high } = costPerUse(3, 3);

    expect([Math.round(low), Math.round(high ?? 0)]).toEqual([34, 485]);
  });

  it("has no price without use, only what it is at least", () => {
    const { perUse, low, high } = costPerUse(0, 3);

    expect([perUse, high, costWords.unused]).toEqual([null, null, "sans usage"]);
    expect(low).toBeCloseTo(300 / 3.688879, 4);
  });

  test.prop([fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 48 })])("falls with every further use", (uses, months) => {
    const [here, next] = [costPerUse(uses, months), costPerUse(uses + 1, months)];

    expect(next.low).toBeLessThan(here.low);
    expect(next.high ?? Number.POSITIVE_INFINITY).toBeLessThan(here.high ?? Number.POSITIVE_INFINITY);
    if (here.perUse !== null) expect(here.low).toBeLessThan(here.perUse);
  });

  it("holds what is declared for running the room", () => {
    expect(costPerUse(10, 3, { ...usualRoomCost, runningEurosPerMonth: 50 }).perUse).toBeCloseTo(45, 9);
  });
});
