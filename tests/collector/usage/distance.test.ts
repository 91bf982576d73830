import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drivingHours, greatCircleKm, type Place, roadKm, usualRoadRules } from "../../../collector/usage/distance.ts";
import { farEndClasses, farEndClassOf, type LocatedPlace } from "../../../collector/usage/far-end-class.ts";
import { farEndClassWords } from "../../../collector/usage/fr.ts";
import { vectors } from "./vectors.ts";

/** Centroids of communes, degrees: those the examples of the method were computed with. */
const towns: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  Brest: [48.40031, -4.50259],
  "Carhaix-Plouguer": [48.26878, -3.56618],
  Fouesnant: [47.87891, -4.0177],
  Lannion: [48.7434, -3.46243],
  Lorient: [47.75051, -3.37896],
  Morlaix: [48.59991, -3.82021],
  Quimper: [47.99696, -4.09104],
  Rennes: [48.11156, -1.68188],
  Vannes: [47.66005, -2.75685],
};
const at = (name: string, isIsland = false): Place => {
  const [latitude, longitude] = towns[name] ?? [Number.NaN, Number.NaN];
  return { latitude, longitude, isIsland };
};
const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe("how far it is", () => {
  it.each(vectors.distance)("from $from to $to: $gc km, by road some $road13 km", ({ from, to, gc, road13 }) => {
    expect(greatCircleKm(at(from), at(to))).toBeCloseTo(gc, 2);
    expect(roadKm(at(from), at(to))).toBeCloseTo(road13, 2);
  });

  it("across the sea is no distance by road", () => {
    expect(roadKm(at("Brest", true), at("Rennes"))).toBeNull();
    expect(roadKm(at("Rennes"), at("Brest", true))).toBeNull();
  });

  test.prop([position, position, position])("is the same there and back, and no shorter by a detour", (one, other, third) => {
    expect(greatCircleKm(one, other)).toBeCloseTo(greatCircleKm(other, one), 6);
    expect(greatCircleKm(one, other)).toBeLessThanOrEqual(greatCircleKm(one, third) + greatCircleKm(third, other) + 1e-3);
    expect(greatCircleKm(one, one)).toBeCloseTo(0, 6);
    expect(greatCircleKm(one, other)).toBeLessThanOrEqual(Math.PI * 6371.0089);
  });

  it("is an hour's drive at the speed that is agreed on", () => {
    expect(drivingHours(60)).toBe(1);
    expect(drivingHours(60, { ...usualRoadRules, speedKmPerHour: 80 })).toBe(0.75);
  });
});

describe("where a far end is, seen from a room", () => {
  const carhaix: LocatedPlace = { isInRegion: true, epci: "200066868", place: at("Carhaix-Plouguer") };
  const near = (epci: string, town: string): LocatedPlace => ({ isInRegion: true, epci, place: at(town) });

  it("is its own EPCI, however far", () => {
    expect(farEndClassOf(carhaix, near("200066868", "Rennes"))).toBe("same_epci");
    expect(farEndClassOf(carhaix, { isInRegion: true, epci: "200066868" })).toBe("same_epci");
  });

  it("is within an hour's drive, or beyond, as the rules say", () => {
    const quimper = near("200068120", "Quimper");
    const fouesnant = near("242900660", "Fouesnant");

    expect(farEndClassOf(fouesnant, quimper)).toBe("brittany_near");
    expect(farEndClassOf(carhaix, near("243500139", "Rennes"))).toBe("brittany_far");
    expect(farEndClassOf(fouesnant, quimper, { roadFactor: 1.3, speedKmPerHour: 10 })).toBe("brittany_far");
  });

  it("is in Brittany and no more can be said, over the sea or where no commune was told", () => {
    const ouessant: LocatedPlace = { isInRegion: true, epci: null, place: at("Brest", true) };

    expect(farEndClassOf(carhaix, ouessant)).toBe("brittany");
    expect(farEndClassOf(carhaix, { isInRegion: true })).toBe("brittany");
    expect(farEndClassOf(ouessant, { ...ouessant, place: at("Lorient", true) })).toBe("brittany");
  });

  it("is elsewhere as it was told, and unknown where nobody knows", () => {
    expect(farEndClassOf(carhaix, { isInRegion: false, epci: "244400404" })).toBe("france");
    expect(farEndClassOf(carhaix, "france")).toBe("france");
    expect(farEndClassOf(carhaix, "abroad")).toBe("abroad");
    expect(farEndClassOf(carhaix, "unknown")).toBe("unknown");
  });

  it.each(farEndClasses)("has a French name: %s", (name) => {
    expect(farEndClassWords[name]).not.toBe("");
  });
});
