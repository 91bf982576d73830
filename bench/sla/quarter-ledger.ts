import { DatabaseSync } from "node:sqlite";
import { createDirectory } from "../../collector/directory/create-directory.ts";
import type { Directory } from "../../collector/directory/directory.ts";
import { parseOpeningHours } from "../../collector/directory/opening-hours.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { networkTimeZone, quarterSpan } from "../../collector/sla/calendar.ts";
import { noContract } from "../../collector/sla/contract.ts";
import type { SiteCalendar } from "../../collector/sla/dated-hours.ts";

export const quarter = quarterSpan("2026-T3", networkTimeZone) ?? { from: 0, to: 0 };
const calendars = 60;
const changes = 100;
const outageS = 1_500;

/** A ledger file with the states of a quarter: a hundred intervals an endpoint, half of them outages. */
export async function makeLedger(file: string, endpoints: number): Promise<void> {
  await (await openSqliteLedger({ file })).close();
  const database = new DatabaseSync(file);
  const columns = "endpoint, from_s, to_s, state, cause, first_observed_at_ms, last_observed_at_ms, is_end_told";
  const insert = database.prepare(`INSERT INTO state_interval (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, 1)`);
  database.exec("BEGIN");
  for (let endpoint = 0; endpoint < endpoints; endpoint += 1) {
    for (const { from, to, isUp } of statesOf(endpoint)) {
      const [state, cause] = isUp ? ["up", "answered"] : ["down", "silent_confirmed"];
      insert.run(endpointId(endpoint), from, to, state, cause, from * 1000, to * 1000);
    }
  }
  database.exec("COMMIT");
  database.close();
}

/** One after the other, without a hole, to the end of the quarter. */
export function* statesOf(endpoint: number): Generator<{ readonly from: number; readonly to: number; readonly isUp: boolean }> {
  const upS = Math.floor((quarter.to - quarter.from) / (changes / 2)) - outageS - 900;
  let from = quarter.from;
  for (let index = 0; index < changes; index += 1) {
    const isUp = index % 2 === 0;
    const to = index === changes - 1 ? quarter.to : from + (isUp ? upS : outageS) + ((endpoint * 7 + index * 13) % 900);
    yield { from, to, isUp };
    from = to;
  }
}

/** Sites open at sixty different hours, with a target and a guarantee. */
export function directoryOf(endpoints: number): Directory {
  const contracts = [{ ...noContract, targetBasisPoints: 9_950, restoreSeconds: 14_400 }] as const;
  const memberships = [{ from: 0, epci: null, territories: ["territory"] }] as const;
  const sites = Array.from({ length: calendars }, (_, index) => ({
    id: siteId(index),
    name: siteId(index),
    territory: "territory",
    insee: "29019",
    commune: "Brest",
    hostKind: "collectivite" as const,
    calendar: calendarOf(index),
    contracts,
    memberships,
    hasTechnician: false,
    regionalAidEuros: 0,
    isFictional: true,
  }));
  return createDirectory({
    territories: [{ id: "territory", name: "territory", kind: "EPCI", siren: null }],
    sites,
    endpoints: Array.from({ length: endpoints }, (_, index) => ({ id: endpointId(index), name: "room", site: siteId(index % calendars) })),
    agents: [],
  });
}

function calendarOf(index: number): SiteCalendar {
  const read = parseOpeningHours(`Mo-Fr 0${7 + (index % 3)}:${String(index).padStart(2, "0")}-12:00,13:30-18:00; PH off`);
  if ("problem" in read) throw new Error(read.problem);
  return { hours: [{ from: 0, hours: read.hours }], closures: [] };
}

const endpointId = (index: number): string => `endpoint-${index}`;
const siteId = (index: number): string => `site-${index}`;
