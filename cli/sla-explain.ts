import { type ClosedEndpoint, closedEndpoints } from "../collector/accounts/closed-endpoint.ts";
import { type Explanation, explain, type TracedSpan } from "../collector/accounts/explain.ts";
import { type Observers, observersOf } from "../collector/accounts/observers.ts";
import type { Endpoint } from "../collector/directory/directory.ts";
import type { StoredEvent } from "../collector/ledger/port.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { Evidence } from "../collector/sla/state-interval.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { nearestWord } from "../settings/nearest.ts";
import type { Arguments } from "./arguments.ts";
import { isoLocal } from "./fr-moments.ts";
import { slaFr } from "./fr-sla.ts";
import type { ObserversBehind } from "./fr-sla-evidence.ts";
import { explanationFr, shownLines, type ToldExplanation } from "./fr-sla-explain.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import { incidentJson } from "./incidents-json.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { proofsOf } from "./sla-figures.ts";
import { changeJson, percentsOf, proofJson } from "./sla-figures-files.ts";
import { atLedgerNow, changesIn, periodIn, questionOf, type SlaOffice } from "./sla-question.ts";

/** `vigie sla explain ENDPOINT` */
export function runSlaExplain(found: Arguments, io: Io): Promise<number> {
  const asked = periodIn(found, Date.now());
  const [, id] = found.positionals;
  if (id === undefined) throw new WordsWrong(slaFr.endpointWanted);
  return atLedgerNow(found, io, async (office) => {
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
      io.stdout(printableJson(explanationJson(told, observers)));
    } else {
      const isAll = found.flags.has("all");
      const observers = await observersBehind(office, explanation, shownLines(explanation.lines, isAll));
      io.stdout(explanationFr({ ...told, observers }, isAll, io.columns));
    }
    return exitCodes.done;
  });
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
  const known = directory.endpoints.map((one) => one.id);
  throw new WordsWrong(slaQuestionFr.unknownScope(id, nearestWord(id, known)));
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
