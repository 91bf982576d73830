import { expect, it } from "vitest";
import { readCommuneTables } from "../../../collector/directory/commune-tables.ts";
import { greatCircleKm, roadKm } from "../../../collector/usage/distance.ts";

const [{ communes }] = readCommuneTables() as [ReturnType<typeof readCommuneTables>[number]];
const at = (insee: string) => {
  const commune = communes.get(insee);
  if (commune === undefined) throw new Error(`no commune ${insee}`);
  return commune.place;
};

it("tells where each commune lies: Carhaix is 140.768 km from Rennes, Brest 211.270", () => {
  expect(greatCircleKm(at("29024"), at("35238"))).toBeCloseTo(140.768, 3);
  expect(greatCircleKm(at("29019"), at("35238"))).toBeCloseTo(211.27, 3);
  for (const [insee, { place }] of communes) {
    expect([insee, place.latitude > 46.9 && place.latitude < 49, place.longitude > -5.2 && place.longitude < -0.9]).toEqual([
      insee,
      true,
      true,
    ]);
  }
});

it("knows the fourteen communes that only boats reach; Fouesnant, which Glénan is part of, has a road", () => {
  const islands = [...communes.values()].filter(({ place }) => place.isIsland).map(({ name }) => name);
  expect(islands).toHaveLength(14);
  expect(islands).toEqual(expect.arrayContaining(["Ouessant", "Île-Molène", "Groix", "Le Palais"]));
  expect(roadKm(at("29155"), at("29019"))).toBeNull();
  expect(roadKm(at("29058"), at("29232"))).toBeGreaterThan(10);
});
