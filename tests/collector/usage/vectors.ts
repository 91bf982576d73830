import { readFileSync } from "node:fs";

/** The worked examples of the method, computed apart from this code. */
export interface Vectors {
  readonly garwood95: readonly (readonly [count: number, low: number, high: number])[];
  readonly oneSided95: readonly { readonly n: number; readonly lower: number; readonly upper: number }[];
  readonly dropP: readonly { readonly n1: number; readonly t1: number; readonly n2: number; readonly t2: number; readonly p: number }[];
  readonly hyper: {
    readonly sites: readonly { readonly n: number; readonly t: number }[];
    readonly m: number;
    readonly v: number;
    readonly a: number;
    readonly b: number;
  };
  readonly posterior: readonly {
    readonly n: number;
    readonly t: number;
    readonly raw: number;
    readonly shrunk: number;
    readonly pBelow2: number;
    readonly pBelow4: number;
  }[];
  readonly jeffreys: readonly { readonly n: number; readonly t: number; readonly pBelow4perMonth: number }[];
  readonly cusum: {
    readonly l0: number;
    readonly l1: number;
    readonly x: readonly number[];
    readonly k: number;
    readonly s: readonly number[];
  };
  readonly zeroRun: readonly { readonly months: number; readonly p: number }[];
  readonly emodel: readonly {
    readonly loss: number;
    readonly jitter: number;
    readonly rtt: number;
    readonly ie?: number;
    readonly bpl?: number;
    readonly ta: number;
    readonly idd: number;
    readonly ieeff: number;
    readonly R: number;
    readonly mos: number;
  }[];
  readonly quality: readonly {
    readonly input: {
      readonly videoLoss?: number;
      readonly audioLoss?: number;
      readonly jitter?: number;
      readonly rtt?: number;
      readonly duration: number;
    };
    readonly score: number | null;
    readonly class: string;
    readonly weakest: string | null;
  }[];
  readonly distance: readonly { readonly from: string; readonly to: string; readonly gc: number; readonly road13: number }[];
  readonly co2: { readonly km: number; readonly kg0192: number; readonly kg02176: number; readonly withRoomTrip10km: number };
  readonly cost: readonly {
    readonly aid: number;
    readonly years: number;
    readonly quarterCost: number;
    readonly uses: number;
    readonly perUse: number | null;
  }[];
  readonly brest: { readonly perSiteMonth: number; readonly withoutMainUser: number };
}

/** Of the vectors, six decimals are written. */
export const asWritten = 6;

export const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")) as Vectors;
