import { attendanceOf } from "../../../collector/attendance/attendance.ts";
import type { NetworkAttendance } from "../../../collector/attendance/question.ts";
import { createConcluding } from "../../../collector/attendance/usage-loop.ts";
import type { Directory, Endpoint, Site } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import type { CallRecord } from "../../../contract/call.ts";
import { at, calendarOf, networkOf, siteOf } from "../accounts/small-network.ts";

const hours = calendarOf("Mo-Fr 09:00-18:00; PH off");
const moved: Site["memberships"] = [
  { from: 0, epci: null, territories: ["brest"] },
  { from: at("2026-02-01T00:00"), epci: null, territories: ["iroise"] },
];

const sites = [siteOf("mairie", { calendar: hours }), siteOf("pepiniere", { calendar: hours, hostKind: "pepiniere", memberships: moved })];
const endpoints: Endpoint[] = [
  { id: "salle-a", name: "A", site: "mairie" },
  { id: "salle-b", name: "B", site: "mairie" },
  { id: "salle-c", name: "C", site: "pepiniere" },
];

export const network: Directory = networkOf(sites, endpoints);
export const basis = { directory: network, maintenance: [] };

let keys = 0;

/** "2026-01-15T10:00" in Paris, so many minutes. */
export function called(local: string, minutes: number, more: Partial<CallRecord> = {}): CallRecord {
  keys += 1;
  return {
    key: `call-${keys}`,
    startedAt: at(local) * 1000,
    durationS: minutes * 60,
    isConnected: minutes > 0,
    direction: "out",
    protocol: "sip",
    quality: "not_told",
    farEnd: "00000000000000aa",
    ...more,
  };
}

export const far = (name: string): Pick<CallRecord, "farEnd"> => ({ farEnd: name.padStart(16, "0") });

/** All months up to an instant are worked out, and calls older than six months are forgotten. */
export async function concludeAt(ledger: Ledger, local: string, readers: readonly string[] = []): Promise<void> {
  const now = () => at(local) * 1000;
  await createConcluding({ ledger, basis: () => Promise.resolve(basis), keptMonths: 6, readers, now, onPurged: () => undefined })();
}

export function used(ledger: Ledger, from: string, to: string, until = to): Promise<NetworkAttendance> {
  const midnight = (day: string): number => at(`${day}T00:00`);
  return attendanceOf(ledger, { ...basis, period: { from: midnight(from), to: midnight(to) }, until: midnight(until) });
}

export async function importTo(ledger: Ledger, endpoint: string, calls: readonly CallRecord[]) {
  return ledger.importCalls(endpoint, calls, at("2026-04-01T00:00") * 1000);
}
