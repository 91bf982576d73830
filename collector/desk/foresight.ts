import type { Directory, Endpoint } from "../directory/directory.ts";
import { inScopeOf } from "../directory/in-scope.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import { noContract } from "../sla/contract.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { maintenanceBook, plannedMaintenances } from "../sla/planned-maintenance.ts";
import { type Span, secondsOf } from "../sla/spans.ts";

/** What a maintenance will change of the expected time, by what is known now. Times are s since 1970 UTC. */
export interface Foresight {
  /** How many endpoints it concerns. */
  readonly endpoints: number;
  /** The time it takes, of once or of the year to come. */
  readonly announcedSeconds: number;
  /** Of that, what counts as maintenance where the longest notice is due: the rest came too late. */
  readonly countedSeconds: number;
  /** The first instant that counts; null: none does. */
  readonly countsFrom: number | null;
  /** The notice that holds there, s. */
  readonly noticeSeconds: number;
  /** The next that begins, or is going on; null: none to come. */
  readonly next: Span | null;
}

const aYearS = 366 * 86_400;

/** @param entries the whole book @param now s since 1970 UTC */
export function foresightOf(entries: readonly MaintenanceEntry[], id: string, directory: Directory, now: number): Foresight {
  const own = entries.filter((entry) => entry.id === id);
  const book = maintenanceBook(own, periodOf(own, now), networkTimeZone);
  const concerned = directory.endpoints.map((endpoint) => foreseenFor(endpoint, book, directory)).filter((one) => one !== null);
  const announced = book.maintenances[0]?.entries.at(-1)?.covers ?? [];
  const worst = concerned.toSorted((a, b) => secondsOf(a.counted) - secondsOf(b.counted))[0];
  return {
    endpoints: concerned.length,
    announcedSeconds: secondsOf(worst?.announced ?? announced),
    countedSeconds: secondsOf(worst?.counted ?? []),
    countsFrom: worst?.counted[0]?.from ?? null,
    noticeSeconds: worst?.noticeSeconds ?? 0,
    next: announced.find(({ to }) => to > now) ?? null,
  };
}

function foreseenFor(endpoint: Endpoint, book: ReturnType<typeof maintenanceBook>, directory: Directory) {
  const contracts = directory.site(endpoint.site)?.contracts ?? [noContract];
  const [planned] = plannedMaintenances(book, inScopeOf(directory, endpoint), contracts);
  if (planned === undefined) return null;
  const start = planned.announced[0]?.from ?? 0;
  return { ...planned, noticeSeconds: inForceAt(contracts, start).noticeSeconds };
}

/** All of what takes place once; of what comes again, a year from its beginning or from now. */
function periodOf(own: readonly MaintenanceEntry[], now: number): Span {
  const time = own.at(-1)?.time ?? null;
  if (time === null) return { from: now, to: now };
  if (time.kind === "once") return { from: time.from, to: time.to };
  const declaredAt = own.at(-1)?.declaredAt ?? now;
  return { from: Math.min(now, declaredAt), to: now + aYearS };
}
