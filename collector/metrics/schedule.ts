import type { Directory, Endpoint, Site } from "../directory/directory.ts";
import { inScopeOf } from "../directory/in-scope.ts";
import { networkTimeZone } from "../sla/calendar.ts";
import type { MaintenanceEntry } from "../sla/maintenance.ts";
import { openTimeOf } from "../sla/open-time.ts";
import { maintenanceBook, plannedMaintenances } from "../sla/planned-maintenance.ts";

/** What the calendars and the book of maintenances say of now. */
export interface Schedule {
  /** By site, s since 1970 UTC: when it opened, or when it opens next; a site that stays closed for a fortnight is absent. */
  readonly openFrom: ReadonlyMap<string, number>;
  readonly openSites: ReadonlySet<string>;
  /** Sites whose endpoints were all removed: nothing there opens any more. */
  readonly removedSites: ReadonlySet<string>;
  /** Endpoints of which a maintenance is announced for now, with or without the notice that figures ask for. */
  readonly inMaintenance: ReadonlySet<string>;
}

const dayS = 86_400;
const aheadS = 15 * dayS;

/** @param entries the whole book @param nowS s since 1970 UTC */
export function scheduleAt(nowS: number, directory: Directory, entries: readonly MaintenanceEntry[]): Schedule {
  const openFrom = new Map<string, number>();
  const openSites = new Set<string>();
  const removedSites = removedSitesAt(nowS, directory);
  for (const site of directory.sites) {
    if (removedSites.has(site.id)) continue;
    const next = openingOf(site, nowS);
    if (next === null) continue;
    openFrom.set(site.id, next);
    if (next <= nowS) openSites.add(site.id);
  }
  return { openFrom, openSites, removedSites, inMaintenance: inMaintenanceAt(nowS, directory, entries) };
}

/** A site whose endpoints are still to come is none of them, nor is one that never had any. */
function removedSitesAt(nowS: number, { endpoints }: Directory): Set<string> {
  const isRemoved = ({ inService }: Endpoint): boolean => inService?.every(({ to }) => to <= nowS) ?? false;
  const removed = new Set(endpoints.filter(isRemoved).map(({ site }) => site));
  for (const endpoint of endpoints) if (!isRemoved(endpoint)) removed.delete(endpoint.site);
  return removed;
}

/** Looked at from midnight to midnight, so that open time is worked out once a day for each calendar. */
function openingOf({ calendar }: Site, nowS: number): number | null {
  const today = Math.floor(nowS / dayS) * dayS;
  const open = openTimeOf(calendar, { period: { from: today - dayS, to: today + aheadS }, timeZone: networkTimeZone });
  return open.find(({ to }) => to > nowS)?.from ?? null;
}

function inMaintenanceAt(nowS: number, directory: Directory, entries: readonly MaintenanceEntry[]): Set<string> {
  const second = Math.floor(nowS);
  const book = maintenanceBook(entries, { from: second, to: second + 1 }, networkTimeZone);
  if (book.maintenances.length === 0) return new Set();
  // Whoever works on a room does so whether or not it was told in time: its notice is for figures.
  const concerned = directory.endpoints.filter(
    (endpoint) => plannedMaintenances(book, inScopeOf(directory, endpoint), [{ from: 0, noticeSeconds: 0 }]).length > 0,
  );
  return new Set(concerned.map(({ id }) => id));
}
