import { DatabaseSync } from "node:sqlite";
import { createConcluding } from "../../collector/attendance/usage-loop.ts";
import { createDirectory } from "../../collector/directory/create-directory.ts";
import type { Directory, Site } from "../../collector/directory/directory.ts";
import { parseOpeningHours } from "../../collector/directory/opening-hours.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { instantOf, networkTimeZone } from "../../collector/sla/calendar.ts";
import { noContract } from "../../collector/sla/contract.ts";
import type { SiteCalendar } from "../../collector/sla/dated-hours.ts";

const midnight = (day: string): number => instantOf(`${day}T00:00`, networkTimeZone) ?? 0;
export const year = { from: midnight("2025-01-01"), to: midnight("2026-01-01") };
const calendars = 60;
const territories = 61;
const callsPerMonth = 3;
const monthS = 30 * 86_400;

/**
 * A ledger file with a year of use, worked out by month as a collector does: three calls and two outages a month and endpoint, the
 * calls of the first half forgotten since.
 */
export async function makeYear(file: string, endpoints: number): Promise<void> {
  const ledger = await openSqliteLedger({ file });
  fillYear(file, endpoints);
  const basis = { directory: directoryOf(endpoints), maintenance: [] };
  const now = () => (year.to + 5 * 86_400) * 1000;
  const options = { ledger, basis: () => Promise.resolve(basis), keptMonths: 6, readers: [], now, onPurged: () => undefined };
  await createConcluding(options)();
  await ledger.close();
}

function fillYear(file: string, endpoints: number): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const states = database.prepare(
    "INSERT INTO state_interval (endpoint, from_s, to_s, state, cause, first_observed_at_ms, last_observed_at_ms, is_end_told) VALUES (?, ?, ?, ?, ?, 0, 0, 1)",
  );
  const call = database.prepare(
    "INSERT INTO call (endpoint, key, started_at_ms, true_started_at_ms, duration_s, is_connected, direction, protocol, leg, far_end, far_end_place, quality) VALUES (?, ?, ?, ?, ?, 1, 'out', 'sip', 0, ?, ?, 'not_told')",
  );
  const due = database.prepare("INSERT INTO usage_due (endpoint, from_s, to_s) VALUES (?, ?, ?)");
  database.exec("BEGIN");
  for (let endpoint = 0; endpoint < endpoints; endpoint += 1) {
    const id = endpointId(endpoint);
    for (let from = year.from, index = 0; from < year.to; index += 1) {
      const isUp = index % 2 === 0;
      const to = Math.min(year.to, from + (isUp ? monthS / 2 - 3_600 : 3_600) + ((endpoint * 7 + index * 13) % 900));
      states.run(id, from, to, isUp ? "up" : "down", isUp ? "answered" : "silent_confirmed");
      from = to;
    }
    for (let index = 0; index < 12 * callsPerMonth; index += 1) {
      const at = (year.from + Math.floor(((index + 0.3) * monthS) / callsPerMonth) + ((endpoint * 601 + index * 97) % 36_000)) * 1000;
      const place = index % 5 === 0 ? "unknown" : "commune:29019";
      call.run(id, `${index}`, at, at, 600 + ((endpoint + index * 311) % 5_400), (index % 7).toString(16).padStart(16, "0"), place);
    }
    due.run(id, year.from, year.to);
  }
  database.exec("COMMIT");
  database.close();
}

/** One site an endpoint, at sixty different hours, in as many territories as Brittany has. */
export function directoryOf(endpoints: number): Directory {
  const open = Array.from({ length: calendars }, (_, index) => calendarOf(index));
  const memberships = Array.from(
    { length: territories },
    (_, index) => [{ from: 0, epci: null, territories: [`territory-${index}`] }] as const,
  );
  const contracts = [{ ...noContract, targetBasisPoints: 9_950 }] as const;
  const sites = Array.from(
    { length: endpoints },
    (_, index): Site => ({
      id: `site-${index}`,
      name: `site-${index}`,
      territory: `territory-${index % territories}`,
      insee: "29019",
      commune: "Brest",
      hostKind: index % 3 === 0 ? "pepiniere" : "collectivite",
      calendar: open[index % calendars] ?? calendarOf(0),
      contracts,
      memberships: memberships[index % territories] ?? [{ from: 0, epci: null, territories: [] }],
      hasTechnician: false,
      regionalAidEuros: 6_000,
      isFictional: true,
    }),
  );
  return createDirectory({
    territories: memberships.map(([{ territories: ids }]) => ({
      id: ids[0] ?? "",
      name: ids[0] ?? "",
      kind: "EPCI" as const,
      siren: null,
    })),
    sites,
    endpoints: sites.map(({ id }, index) => ({ id: endpointId(index), name: "room", site: id })),
    agents: [],
  });
}

function calendarOf(index: number): SiteCalendar {
  const read = parseOpeningHours(`Mo-Fr 0${7 + (index % 3)}:${String(index).padStart(2, "0")}-12:00,13:30-18:00; PH off`);
  if ("problem" in read) throw new Error(read.problem);
  return { hours: [{ from: 0, hours: read.hours }], closures: [] };
}

const endpointId = (index: number): string => `endpoint-${index}`;
