import { co2Sources } from "./fr-factors.ts";

/** A figure somebody else measured or agreed on, with where and when. */
export interface SourcedFactor {
  readonly value: number;
  readonly unit: string;
  readonly year: number;
  readonly source: string;
}

/** How trips become kilometres, hours and carbon dioxide: a low, a central and a high case. */
export interface SavingFactors {
  /** Of a vehicle and kilometre, not of a passenger: never to be divided by who sits in it. */
  readonly co2PerVehicleKm: { readonly low: SourcedFactor; readonly central: SourcedFactor; readonly high: SourcedFactor };
  /** Vehicles that would have driven for one use. */
  readonly vehiclesPerUse: number;
  /** Of the uses, those that replace a trip, 0 to 1. Nobody measured it here: half at the low end, all at the others. */
  readonly substitution: { readonly low: number; readonly central: number; readonly high: number };
  /** From home or work to the public room, one way, km by road: what a user drives all the same. */
  readonly toRoomKm: number;
}

const unit = "kgCO2e/vehicle-km";

/** Driving only: a trip that is not made does not unmake the car. */
export const usualSavingFactors: SavingFactors = {
  co2PerVehicleKm: {
    low: { value: 0.177, unit, year: 2026, source: co2Sources.diesel },
    central: { value: 0.192, unit, year: 2025, source: co2Sources.thermal },
    high: { value: 0.221, unit, year: 2026, source: co2Sources.petrol },
  },
  vehiclesPerUse: 1,
  substitution: { low: 0.5, central: 1, high: 1 },
  toRoomKm: 10,
};
