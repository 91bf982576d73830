import type { Directory } from "../directory/directory.ts";
import type { Ledger } from "../ledger/port.ts";
import { type Availability, availabilityOf } from "../sla/availability.ts";
import { startOfLocalDay } from "../sla/calendar.ts";
import { breathe } from "./breathe.ts";

/** Availability of one endpoint round the clock: since midnight in `timeZone`, and over the last 30 days, up to now. */
export interface EndpointFigures {
  readonly today: Availability;
  readonly last30Days: Availability;
}

const timeZone = "Europe/Paris";
const thirtyDaysS = 30 * 86_400;
const endpointsAtOnce = 50;

/** Figures of every endpoint of the directory, read a few endpoints at a time: envelopes do not wait behind them. */
export async function figuresOf(
  ledger: Pick<Ledger, "statesOf">,
  directory: Directory,
  nowMs: number,
): Promise<Map<string, EndpointFigures>> {
  const now = Math.floor(nowMs / 1000);
  const midnight = startOfLocalDay(now, timeZone);
  const figures = new Map<string, EndpointFigures>();
  for (const { id } of directory.endpoints) {
    const states = await ledger.statesOf(id, now - thirtyDaysS, now);
    figures.set(id, { today: availabilityOf(states, midnight, now), last30Days: availabilityOf(states, now - thirtyDaysS, now) });
    if (figures.size % endpointsAtOnce === 0) await breathe();
  }
  return figures;
}
