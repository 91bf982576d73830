import { type ClosedEndpoint, closedEndpoints } from "../collector/accounts/closed-endpoint.ts";
import { type Explanation, explain, type TracedSpan } from "../collector/accounts/explain.ts";
import { type Observers, observersOf } from "../collector/accounts/observers.ts";
import type { EndpointFigures } from "../collector/accounts/period-figures.ts";
import type { Endpoint } from "../collector/directory/directory.ts";
import type { StoredEvent } from "../collector/ledger/port.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { Evidence } from "../collector/sla/state-interval.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { isoLocal } from "./fr-moments.ts";
import { slaFr } from "./fr-sla.ts";
import { closeFr } from "./fr-sla-close.ts";
import type { ObserversBehind } from "./fr-sla-evidence.ts";
import { explanationFr, revisionFr, shownLines, type ToldExplanation } from "./fr-sla-explain.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import { incidentJson } from "./incidents-json.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { proofsOf } from "./sla-figures.ts";
import { changeJson, percentsOf, proofJson } from "./sla-figures-files.ts";
import { type AskedPeriod, atLedgerNow, changesIn, nearestEndpoint, periodIn, questionOf, type SlaOffice } from "./sla-question.ts";
import { closedFiguresOf, closingAsked } from "./sla-revision.ts";

/** `vigie sla explain ENDPOINT` */
export function runSlaExplain(found: Arguments, io: Io): Promise<number> {
  const asked = periodIn(found, Date.now());
  const [, id] = found.positionals;
  if (id === undefined) throw new WordsWrong(slaFr.endpointWanted);
  return atLedgerNow(found, io, async (office) => {
    if (found.options.has("revision")) return explainRevision(found, asked, id, office, io);
    const endpoint = endpointNamed(id, office);
    const question = await questionOf(office, asked);
    const notes = question.notes.filter((note) => note.endpoint === endpoint.id);
    const explanation = await explain(office.ledger, { ...question, notes, endpoint });
    if (explanation === null) throw new WordsWrong(slaQuestionFr.unknownScope(id, null));
    const events = await eventsOf(office, explanation.lines);
    const proof = (await proofsOf(office)).get(endpoint.id) ?? null;
    const closed = asked.quarter === null ? null : await closedEndpoints(office.declarations, office.ledger)(asked.quarter, explanation);
    const changes = await changesIn(office, asked, endpoint);
    const told = { explanation, closed, changes, events, proof, asked, horizon: office.ledger.horizon, isEnded: asked.to <= office.until };
    if (found.flags.has("json")) {
      const observers = await observersBehind(office, explanation, explanation.lines);
      io.stdout(printableJson({ ...explanationJson(told, observers), ...(await countsOf(office, explanation)) }));
    } else {
      const isAll = found.flags.has("all");
      const observers = await observersBehind(office, explanation, shownLines(explanation.lines, isAll));
      io.stdout(explanationFr({ ...told, observers }, isAll, io.columns));
    }
    return exitCodes.done;
  });
}

/** What was signed for, from the revision itself: its seconds and each interval that was not up. */
async function explainRevision(found: Arguments, asked: AskedPeriod, id: string, office: SlaOffice, io: Io): Promise<number> {
  const closing = await closingAsked(office, asked, found);
  const figures = closing === null ? null : closedFiguresOf(closing, id);
  if (closing === null || figures === null) throw new WordsWrong(closeFr.notCounted(id, asked.quarter ?? "").trimEnd());
  if (found.flags.has("json")) {
    const { revision, at, reason, sha256 } = closing;
    io.stdout(printableJson({ quarter: asked.quarter, revision, at: isoLocal(at), reason, sha256, ...signedJson(figures) }));
  } else io.stdout(revisionFr(closing, figures, io.columns));
  return exitCodes.done;
}

function signedJson({ account, lost, maintenance, ...figures }: EndpointFigures): object {
  const span = (from: number, to: number) => ({ from: isoLocal(from), to: isoLocal(to), seconds: to - from });
  return {
    ...figures,
    seconds: account,
    ...percentsOf(figuresOf(account)),
    intervals: lost.map(([from, to, state, cause]) => ({ ...span(from, to), state, cause })),
    maintenance: maintenance.map(([from, to]) => span(from, to)),
  };
}

/** Of the same period as the figures. */
async function countsOf({ ledger }: SlaOffice, { endpoint: { id }, terms: { period } }: Explanation) {
  const restarts = (await ledger.restartsWithin(period.from, period.to)).get(id) ?? 0;
  const microOutages = (await ledger.microOutagesWithin(period.from, period.to)).get(id) ?? 0;
  return { restarts, microOutages };
}

/** Pieces of one state, cut by the hours, rest on the same evidence. */
async function observersBehind({ ledger }: SlaOffice, { endpoint }: Explanation, lines: readonly TracedSpan[]): Promise<ObserversBehind> {
  const found = new Map<Evidence, Observers>();
  for (const { evidence, cause } of lines) {
    if (evidence === null || cause === "no_observation" || found.has(evidence)) continue;
    found.set(evidence, await observersOf(ledger, endpoint.id, evidence));
  }
  return found;
}

function endpointNamed(id: string, { directory }: SlaOffice): Endpoint {
  const endpoint = directory.endpoint(id);
  if (endpoint !== undefined) return endpoint;
  throw new WordsWrong(slaQuestionFr.unknownScope(id, nearestEndpoint(id, directory)));
}

async function eventsOf({ ledger }: SlaOffice, lines: readonly TracedSpan[]): Promise<Map<string, StoredEvent>> {
  const ids = [...new Set(lines.flatMap(({ evidence }) => evidence?.events ?? []))];
  const events = ids.length === 0 ? [] : await ledger.agentEventsNamed(ids);
  return new Map(events.map((stored) => [stored.event.id, stored]));
}

function explanationJson({ explanation, closed, changes, proof }: Omit<ToldExplanation, "observers">, observers: ObserversBehind): object {
  const { endpoint, site, terms, account, isMet, lines, reported } = explanation;
  return {
    endpoint: endpoint.id,
    site: site.id,
    from: isoLocal(terms.period.from),
    to: isoLocal(terms.period.to),
    seconds: account,
    ...percentsOf(figuresOf(account)),
    targetBasisPoints: terms.contract.targetBasisPoints,
    isMet,
    closed: closed === null ? null : closedJson(closed),
    changesOfThePast: changes.map(changeJson),
    lastProof: proofJson(proof),
    intervals: lines.map(({ from, to, evidence, ...line }) => ({
      from: isoLocal(from),
      to: isoLocal(to),
      seconds: to - from,
      ...line,
      evidence: evidence === null ? null : { ...evidenceJson(evidence), observers: observersJson(observers.get(evidence)) },
    })),
    incidents: reported.map(incidentJson),
  };
}

const evidenceJson = ({ firstObservedAt, lastObservedAt, ...evidence }: NonNullable<TracedSpan["evidence"]>): object => ({
  firstObservedAt: isoLocal(firstObservedAt / 1000),
  lastObservedAt: isoLocal(lastObservedAt / 1000),
  ...evidence,
});

/** Times to the millisecond, as the ledger has them. */
const observersJson = (observers: Observers | undefined): object => ({
  isAtLeast: observers?.isAtLeast ?? false,
  agents: (observers?.agents ?? []).map(({ firstAt, lastAt, ...one }) => ({
    ...one,
    firstAt: new Date(firstAt),
    lastAt: new Date(lastAt),
  })),
});

function closedJson({ revisions, isOutdated }: ClosedEndpoint): object {
  return {
    isOutdated,
    revisions: revisions.map(({ closing: { revision, at, reason, sha256 }, figures }) => ({
      revision,
      at: isoLocal(at),
      reason,
      sha256,
      seconds: figures?.account ?? null,
      isMet: figures?.isMet ?? null,
    })),
  };
}
