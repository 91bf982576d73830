import { explain, type TracedSpan } from "../collector/accounts/explain.ts";
import { ownerOf } from "../collector/sla/owner.ts";
import { intersect } from "../collector/sla/spans.ts";
import { fillUnknown, type StateInterval } from "../collector/sla/state-interval.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { csvOf } from "./csv.ts";
import { isoLocal } from "./fr-moments.ts";
import { slaFr } from "./fr-sla.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { atLedgerNow, nearestEndpoint, periodIn, questionOf } from "./sla-question.ts";

const columns = [
  "endpoint",
  "from",
  "to",
  "seconds",
  "counts_as",
  "state",
  "cause",
  "owner",
  "first_observed_at",
  "last_observed_at",
  "events",
  "dissent",
  "maintenances",
  "closure",
];

/** `vigie sla intervals --csv`: what the ledger holds, round the clock, cut where it begins or ends to count: every figure follows from it. */
export function runSlaIntervals(found: Arguments, io: Io): Promise<number> {
  if (!found.flags.has("csv")) throw new WordsWrong(slaFr.csvWanted);
  const asked = periodIn(found, Date.now());
  const wanted = found.options.get("endpoint");
  return atLedgerNow(found, io, async (office) => {
    const { ledger, directory } = office;
    if (wanted !== undefined && directory.endpoint(wanted) === undefined)
      throw new WordsWrong(slaQuestionFr.unknownScope(wanted, nearestEndpoint(wanted, directory)));
    io.stdout(csvOf([columns]));
    const question = { ...(await questionOf(office, asked)), notes: [] };
    for (const endpoint of directory.endpoints.filter(({ id }) => wanted === undefined || id === wanted)) {
      const explanation = await explain(ledger, { ...question, endpoint });
      if (explanation === null) continue;
      const { from, to } = explanation.terms.period;
      const states = fillUnknown(await ledger.statesOf(endpoint.id, from, to), from, to);
      io.stdout(csvOf(explanation.lines.flatMap((line) => rowsOf(endpoint.id, line, states))));
    }
    return exitCodes.done;
  });
}

/** A line of the trace, cut where the state changes. */
function rowsOf(id: string, line: TracedSpan, states: readonly StateInterval[]) {
  const { standing, evidence, maintenances, closure } = line;
  const within = evidence === null ? states : states.filter((one) => one.from <= line.from && one.to >= line.to);
  const countsAs = standing === "not_in_service" || standing === "off_hours" || standing === "maintenance" ? standing : "expected";
  return within.flatMap(({ state, cause, evidence: proof, ...interval }) =>
    intersect([interval], [line]).map(({ from, to }) => [
      id,
      isoLocal(from),
      isoLocal(to),
      to - from,
      countsAs,
      state,
      cause,
      ownerOf(cause),
      isoLocal(proof.firstObservedAt / 1000),
      isoLocal(proof.lastObservedAt / 1000),
      proof.events?.join(" ") ?? null,
      proof.dissent ?? null,
      maintenances.join(" "),
      closure,
    ]),
  );
}
