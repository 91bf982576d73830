import type { FormerRun } from "../events/started.ts";
import { lifeOf } from "./boots.ts";
import { type Counters, readEntry, writeEntry } from "./entry.ts";
import { type Found, Holes, NewestFound } from "./restore.ts";
import { isWithin, type Spans, withSpan } from "./spans.ts";
import type { OutboxStore } from "./store.ts";

const rowsAtATime = 500;

export interface BroughtBack {
  readonly kept: number;
  /** Null when nothing says how many there were. */
  readonly lost: number | null;
  readonly former: FormerRun | null;
}

/**
 * Takes what was found in a damaged file into a fresh one: in its old places, under its old numbers; what is missing becomes losses.
 * Within a transaction.
 */
export function bringBack(store: OutboxStore, found: Iterable<Found>): BroughtBack {
  const newest = gather(store, found);
  const { counters } = newest;
  const { kept, places, holes } = bringEntries(store, newest.places());
  store.db.exec("DROP TABLE found");
  const inherited = counters === null ? {} : inheritedFrom(counters);
  store.save({ ...inherited, ...newest.nextPlaces(), waiting: kept, places: [...places] });
  for (const { event } of newest.untold()) store.putEvent(event);
  // What is no longer told because its event is gone is told anew, before what is newly missing.
  store.reconcile();
  if (counters === null) return { kept, lost: null, former: null };
  const lost = Math.max(0, newest.expected(counters) - kept);
  for (const given of holes?.missing(lost) ?? []) store.lose(given);
  return { kept, lost, former: { lastSign: lifeOf(counters.boots), wasClosed: counters.isClosed } };
}

/** What was found, in the order of its places, in a table of its own: there may be more of it than memory. */
function gather(store: OutboxStore, found: Iterable<Found>): NewestFound {
  const newest = new NewestFound();
  store.db.exec("CREATE TEMP TABLE found (place INTEGER PRIMARY KEY, line TEXT)");
  const find = store.db.prepare("INSERT OR IGNORE INTO found VALUES (?, ?)");
  for (const each of found) {
    newest.note(each);
    if (each.kind === "waiting") find.run(each.entry.place, writeEntry(each.entry));
  }
  return newest;
}

function inheritedFrom({ lost, rejected, toldLost, toldRejected, nextEvent, boots }: Counters): Partial<Counters> {
  return { lost, rejected, toldLost, toldRejected, nextEvent, boots };
}

/** Of what was found, what still waited: an older state of the file is found as well, with observations the collector has. */
function bringEntries(store: OutboxStore, wanted: Spans | null): { kept: number; places: Spans; holes: Holes | null } {
  const page = store.db.prepare("SELECT place, line FROM found WHERE place >= ? ORDER BY place LIMIT ?");
  const holes = wanted === null ? null : new Holes(wanted);
  let kept = 0;
  let places: Spans = [];
  for (let from = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(from, rowsAtATime);
    if (rows.length === 0) return { kept, places, holes };
    for (const row of rows) {
      const entry = readEntry(String(row["line"]));
      from = Number(row["place"]) + 1;
      if (entry === null || (wanted !== null && !isWithin(wanted, entry.place))) continue;
      store.write(entry);
      holes?.isThere(entry);
      places = withSpan(places, { from: entry.place, to: entry.place });
      kept += 1;
    }
  }
}
