import { ownerOf } from "../collector/sla/owner.ts";
import { fillUnknown } from "../collector/sla/state-interval.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { csvOf } from "./csv.ts";
import { isoLocal } from "./fr-moments.ts";
import { slaFr } from "./fr-sla.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { atLedgerNow, nearestEndpoint, periodIn } from "./sla-question.ts";

const columns = ["endpoint", "from", "to", "state", "cause", "owner", "first_observed_at", "last_observed_at", "events", "dissent"];

/** `vigie sla intervals --csv`: what the ledger holds, round the clock; hours and maintenances are not cut out. */
export function runSlaIntervals(found: Arguments, io: Io): Promise<number> {
  if (!found.flags.has("csv")) throw new WordsWrong(slaFr.csvWanted);
  const asked = periodIn(found, Date.now());
  const wanted = found.options.get("endpoint");
  return atLedgerNow(found, io, async ({ ledger, directory, until }) => {
    if (wanted !== undefined && directory.endpoint(wanted) === undefined)
      throw new WordsWrong(slaQuestionFr.unknownScope(wanted, nearestEndpoint(wanted, directory)));
    io.stdout(csvOf([columns]));
    for (const { id } of directory.endpoints.filter((endpoint) => wanted === undefined || endpoint.id === wanted)) {
      const to = Math.min(asked.to, until);
      const intervals = fillUnknown(await ledger.statesOf(id, asked.from, to), asked.from, to);
      io.stdout(
        csvOf(
          intervals.map(({ from, to: end, state, cause, evidence }) => [
            id,
            isoLocal(from),
            isoLocal(end),
            state,
            cause,
            ownerOf(cause),
            isoLocal(evidence.firstObservedAt / 1000),
            isoLocal(evidence.lastObservedAt / 1000),
            evidence.events?.join(" ") ?? null,
            evidence.dissent ?? null,
          ]),
        ),
      );
    }
    return exitCodes.done;
  });
}
