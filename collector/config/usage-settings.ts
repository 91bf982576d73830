import { type Static, Type } from "typebox";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { SourcedFactor } from "../usage/saving-factors.ts";
import { type UsageRules, usualUsageRules } from "../usage/usage-rules.ts";
import { usageChecksFr } from "./fr.ts";

const strict = { additionalProperties: false };
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Words = Type.String({ minLength: 1, maxLength: 300 });
const PerMonth = Type.Number({ exclusiveMinimum: 0, maximum: 1_000, description: "uses a month" });

const Factor = Type.Object(
  {
    value: Type.Number({ minimum: 0, maximum: 10, description: "kg CO2e per vehicle and km" }),
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    source: Words,
  },
  strict,
);

/** `usage` of collector.yml: what the network has agreed on. What is not said stays as usual. */
export const UsageDocument = Type.Object(
  {
    underUse: Type.Optional(
      Type.Object(
        { thresholdPerMonth: Type.Optional(PerMonth), establishedFrom: Type.Optional(Share), probableFrom: Type.Optional(Share) },
        strict,
      ),
    ),
    cost: Type.Optional(
      Type.Object(
        {
          amortisationYears: Type.Optional(Type.Number({ minimum: 1, maximum: 30, description: "years" })),
          runningEurosPerMonth: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000, description: "euros" })),
        },
        strict,
      ),
    ),
    roads: Type.Optional(
      Type.Object(
        {
          roadFactor: Type.Optional(Type.Number({ minimum: 1, maximum: 3 })),
          speedKmPerHour: Type.Optional(Type.Number({ minimum: 10, maximum: 130, description: "km/h" })),
        },
        strict,
      ),
    ),
    savings: Type.Optional(
      Type.Object(
        {
          toRoomKm: Type.Optional(Type.Number({ minimum: 0, maximum: 200, description: "km" })),
          vehiclesPerUse: Type.Optional(Type.Number({ minimum: 0, maximum: 10 })),
          substitution: Type.Optional(Type.Object({ low: Share, central: Share, high: Share }, strict)),
          co2PerVehicleKm: Type.Optional(Type.Object({ low: Factor, central: Factor, high: Factor }, strict)),
        },
        strict,
      ),
    ),
    study: Type.Optional(Type.Object({ lowPerMonth: PerMonth, highPerMonth: PerMonth, quotation: Words, source: Words }, strict)),
  },
  strict,
);
type UsageDocument = Static<typeof UsageDocument>;

export function usageRulesOf({ underUse, cost, roads, savings, study }: UsageDocument = {}): UsageRules {
  const usual = usualUsageRules;
  const { co2PerVehicleKm, ...others } = savings ?? {};
  return {
    underUse: { ...usual.underUse, ...underUse },
    room: { ...usual.room, ...cost },
    roads: { ...usual.roads, ...roads },
    savings: { ...usual.savings, ...others, ...(co2PerVehicleKm === undefined ? {} : { co2PerVehicleKm: withUnit(co2PerVehicleKm) }) },
    study: study ?? usual.study,
  };
}

type Cases<Of> = Readonly<Record<"low" | "central" | "high", Of>>;

function withUnit({ low, central, high }: Cases<Omit<SourcedFactor, "unit">>): Cases<SourcedFactor> {
  const { unit } = usualUsageRules.savings.co2PerVehicleKm.central;
  return { low: { ...low, unit }, central: { ...central, unit }, high: { ...high, unit } };
}

/** What binds several keys: cases in order, one threshold below the other. */
export function checkUsage({ underUse, savings, study }: Sifted<UsageDocument> = {}, report: Report): void {
  checkThresholds(underUse, report);
  if (!isInOrder(savings?.substitution)) report(["usage", "savings", "substitution"], usageChecksFr.casesInOrder);
  const { low, central, high } = savings?.co2PerVehicleKm ?? {};
  if (!isInOrder({ low: low?.value, central: central?.value, high: high?.value }))
    report(["usage", "savings", "co2PerVehicleKm"], usageChecksFr.casesInOrder);
  if (!isInOrder({ low: study?.lowPerMonth, high: study?.highPerMonth })) report(["usage", "study"], usageChecksFr.studyInOrder);
}

function checkThresholds(underUse: Sifted<UsageDocument>["underUse"], report: Report): void {
  const { establishedFrom, probableFrom } = { ...usualUsageRules.underUse, ...underUse };
  if ((probableFrom ?? 0) > (establishedFrom ?? 1)) report(["usage", "underUse"], usageChecksFr.probableAbove);
}

/** What is not there, or was refused already, is in nobody's way. */
function isInOrder(
  cases: { readonly low?: number | undefined; readonly central?: number | undefined; readonly high?: number | undefined } = {},
): boolean {
  const told = [cases.low, cases.central, cases.high].filter((one) => one !== undefined);
  return told.every((one, place) => one >= (told[place - 1] ?? one));
}
