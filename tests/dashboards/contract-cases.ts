import { metricNames as m } from "../../contract/metric-names.ts";
import { type AlertCase, nothing, one, ticket } from "./alert-case.ts";
import { always, endpointOf, type World } from "./healthy-world.ts";

/** These take days: of a world that is looked at every two hours. */
export const everyTwoHours = 120;

const hours = (count: number): number => count * 3_600;
/** A territory whose four rooms may lose so many hours in the quarter. */
const budget = (hoursEach: number): World =>
  Object.fromEntries(
    (["s1", "s2", "s3", "s4"] as const).map((site) => [`${m.endpointBudget}{${endpointOf(site)}}`, always(hours(hoursEach))]),
  );
/** Nothing lost for three days, then so many hours at once. */
const lostOnThirdDay = (lost: number): World => ({ [`${m.endpointLost}{${one}}`]: `0+0x35 ${hours(lost)}+0x84` });
const dayFour = 38 * everyTwoHours;
const dayNine = 108 * everyTwoHours;

export const contractCases: readonly AlertCase[] = [
  {
    alert: "VisioBudgetBurningFast",
    because: "a tenth of the quarter went in a day",
    world: { ...budget(4), ...lostOnThirdDay(2) },
    at: dayFour,
    fires: ticket,
  },
  {
    alert: "VisioBudgetBurningFast",
    because: "a room was out for an hour",
    world: { ...budget(4), ...lostOnThirdDay(1) },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioBudgetBurningFast",
    because: "of so small a budget one outage says all",
    world: { ...budget(1), ...lostOnThirdDay(2) },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioBudgetBurningFast",
    because: "a new quarter begins at nothing",
    world: { ...budget(4), [`${m.endpointLost}{${one}}`]: `${hours(12)}+0x35 0+0x84` },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioBudgetBurningSlow",
    because: "a fifth went in a week, an hour at a time",
    world: { ...budget(4), [`${m.endpointLost}{${one}}`]: `0+${hours(0.05)}x120` },
    at: dayNine,
    fires: ticket,
  },
  {
    alert: "VisioBudgetBurningSlow",
    because: "it goes at an even pace",
    world: { ...budget(4), [`${m.endpointLost}{${one}}`]: `0+${hours(0.01)}x120` },
    at: dayNine,
    fires: nothing,
  },
  {
    alert: "VisioQuarterAtRisk",
    because: "four fifths of what may be lost are lost",
    world: { ...budget(4), ...lostOnThirdDay(3.3) },
    at: dayFour,
    fires: ticket,
  },
  {
    alert: "VisioQuarterAtRisk",
    because: "half of it is lost",
    world: { ...budget(4), ...lostOnThirdDay(2) },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioCallsFailing",
    because: "five of eight calls failed",
    world: { [`${m.endpointRecentAttempts}{${one}}`]: always(8), [`${m.endpointRecentFailures}{${one}}`]: always(5) },
    at: dayFour,
    fires: ticket,
  },
  {
    alert: "VisioCallsFailing",
    because: "three of three say little",
    world: { [`${m.endpointRecentAttempts}{${one}}`]: always(3), [`${m.endpointRecentFailures}{${one}}`]: always(3) },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioUnderUseEstablished",
    because: "it is the second day of the month",
    world: { [`${m.territoryUnderUse}{territory="t1",verdict="established"}`]: always(2) },
    at: 16 * everyTwoHours,
    fires: ticket,
  },
  {
    alert: "VisioUnderUseEstablished",
    because: "it was told this month already",
    world: { [`${m.territoryUnderUse}{territory="t1",verdict="established"}`]: always(2) },
    at: dayFour,
    fires: nothing,
  },
  {
    alert: "VisioUnderUseEstablished",
    because: "it is only probable",
    world: { [`${m.territoryUnderUse}{territory="t1",verdict="probable"}`]: always(2) },
    at: 16 * everyTwoHours,
    fires: nothing,
  },
];
