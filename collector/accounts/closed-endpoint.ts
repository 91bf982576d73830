import type { Closing, Closings } from "../ledger/closings.ts";
import type { Ledger } from "../ledger/port.ts";
import { canonicalJson, closedFigures, sha256Of, sumsIn } from "./closed-quarter.ts";
import type { Explanation } from "./explain.ts";
import { type EndpointFigures, figuresOfOne, type Sums } from "./period-figures.ts";

/** What somebody signed for of one endpoint, and what the ledger says of the same quarter today. */
export interface ClosedEndpoint {
  /** The closing and its revisions, in order; never none. */
  readonly revisions: readonly RevisionOfEndpoint[];
  readonly now: EndpointFigures;
  /** The ledger says of this endpoint today what the last revision does not. */
  readonly isOutdated: boolean;
}

export interface RevisionOfEndpoint {
  readonly closing: Closing;
  /** Null: it was not among those counted. */
  readonly figures: SignedFigures | null;
}

type SignedFigures = Sums & Pick<EndpointFigures, "isMet" | "targetBasisPoints">;

type ReadClosings = Pick<Closings, "closings" | "closingOf">;
type Counting = Pick<Ledger, "restartsWithin" | "microOutagesWithin">;

/** Answers null where the quarter of the explanation was never closed. */
export type ClosedEndpoints = (quarter: string, explanation: Explanation) => Promise<ClosedEndpoint | null>;

interface Kept {
  readonly figures: SignedFigures;
  /** Of all that was signed of the endpoint, its intervals included. */
  readonly digest: string;
}

/** As many revisions are kept at hand as somebody leafs through; of 10,000 endpoints one has some five megabytes. */
const keptAtMost = 6;

/** Revisions never change, so that each is read and taken apart once. */
export function closedEndpoints(declarations: ReadClosings, ledger: Counting): ClosedEndpoints {
  const kept = new Map<string, ReadonlyMap<string, Kept>>();

  async function endpointsOf({ quarter, revision, sha256 }: Closing): Promise<ReadonlyMap<string, Kept>> {
    const key = `${quarter} ${revision} ${sha256}`;
    const known = kept.get(key) ?? keptOf((await declarations.closingOf(quarter, revision))?.figures);
    // What was asked for last is forgotten last.
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - keptAtMost))) kept.delete(oldest);
    return known;
  }

  return async (quarter, explanation) => {
    const closings = (await declarations.closings()).filter((closing) => closing.quarter === quarter);
    if (closings.length === 0) return null;
    const { id } = explanation.endpoint;
    const revisions: RevisionOfEndpoint[] = [];
    let last: Kept | undefined;
    for (const closing of closings) {
      last = (await endpointsOf(closing)).get(id);
      revisions.push({ closing, figures: last?.figures ?? null });
    }
    const now = await figuresNow(explanation, ledger);
    return { revisions, now, isOutdated: last?.digest !== sha256Of(canonicalJson(now)) };
  };
}

function keptOf(text: string | undefined): ReadonlyMap<string, Kept> {
  const endpoints = text === undefined ? [] : closedFigures(text).endpoints;
  return new Map(
    endpoints.map((one) => {
      const { id, isMet, targetBasisPoints } = one;
      return [id, { figures: { ...sumsIn(one), isMet, targetBasisPoints }, digest: sha256Of(canonicalJson(one)) }];
    }),
  );
}

async function figuresNow({ reported, ...account }: Explanation, ledger: Counting): Promise<EndpointFigures> {
  const { from, to } = account.terms.period;
  const { id } = account.endpoint;
  const restarts = (await ledger.restartsWithin(from, to)).get(id) ?? 0;
  const microOutages = (await ledger.microOutagesWithin(from, to)).get(id) ?? 0;
  return figuresOfOne(account, reported, { restarts, microOutages });
}
