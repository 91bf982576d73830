import type { Directory } from "../directory/directory.ts";
import type { Declarations, Writer } from "../ledger/declarations.ts";
import type { Span } from "../sla/spans.ts";
import { addedTo, foldedTerms, type KeptEntry, type KeptTerms, replacedBy, termsIn } from "./kept-terms.ts";
import { type PastChange, pastChanges } from "./terms-changes.ts";

/** A change of the past that the inventory brought, and when it was seen, s since 1970 UTC. Null: it is not written yet. */
export interface SeenChange extends PastChange {
  readonly at: number | null;
}

type ReadTerms = Pick<Declarations, "termsTraces">;

interface Written extends KeptEntry {
  readonly past: readonly PastChange[];
}

/**
 * Writes what the figures are held against wherever it is otherwise than what was written last: nobody bends the past without a trace.
 * @returns what changed of the time before `now`; nothing at the first time
 */
export async function keepTerms(
  declarations: Pick<Declarations, "termsTraces" | "writeTerms">,
  directory: Directory,
  now: number,
  writer: Writer,
): Promise<readonly PastChange[]> {
  const entries = await writtenTerms(declarations);
  const before = foldedTerms(entries);
  const after = termsIn(directory);
  const added = addedTo(before, after);
  if (added === null) return [];
  const isFirst = entries.length === 0;
  const past = isFirst ? [] : pastChanges(before, after, now);
  const written: Written = { ...added, past };
  const about = past.length === 0 ? "inventory" : [...new Set(past.flatMap(({ sites }) => sites))].slice(0, namedAtMost).join(" ");
  await declarations.writeTerms(
    { what: isFirst ? "terms_kept" : "terms_changed", about, before: isFirst ? null : replacedBy(added, before), after: written },
    writer,
  );
  return past;
}

const namedAtMost = 5;

/** Every change of the past that was seen, and what this inventory would change; the oldest first. */
export async function changesOfThePast(declarations: ReadTerms, directory: Directory, now: number): Promise<SeenChange[]> {
  const traces = await declarations.termsTraces();
  const written = traces.flatMap(({ at, after }) => writtenIn(after).past.map((change) => ({ ...change, at })));
  if (traces.length === 0) return [];
  const known = foldedTerms(traces.map(({ after }) => writtenIn(after)));
  return [...written, ...unwritten(known, directory, now)];
}

const unwritten = (known: KeptTerms, directory: Directory, now: number): SeenChange[] =>
  pastChanges(known, termsIn(directory), now).map((change) => ({ ...change, at: null }));

/** Those that touch a period; of one endpoint where one is given. A change made before the period was over may be no change of its past. */
export function touching<Change extends PastChange>(
  changes: readonly Change[],
  period: Span,
  one?: { id: string; site: string },
): Change[] {
  return changes.filter(({ from, to, sites, endpoints }) => {
    if (from >= period.to || to <= period.from) return false;
    if (one === undefined) return true;
    return endpoints.length === 0 ? sites.includes(one.site) : endpoints.includes(one.id);
  });
}

async function writtenTerms(declarations: ReadTerms): Promise<Written[]> {
  return (await declarations.termsTraces()).map(({ after }) => writtenIn(after));
}

function writtenIn(after: string | null): Written {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program, in a table that refuses changes
  return after === null ? { sites: [], endpoints: [], past: [] } : (JSON.parse(after) as Written);
}
