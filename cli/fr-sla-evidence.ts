import type { ClosedEndpoint } from "../collector/accounts/closed-endpoint.ts";
import type { TracedSpan } from "../collector/accounts/explain.ts";
import type { Observer, Observers } from "../collector/accounts/observers.ts";
import type { StoredEvent } from "../collector/ledger/port.ts";
import { figuresOf } from "../collector/sla/figures.ts";
import type { Evidence } from "../collector/sla/state-interval.ts";
import { type Outcome, outcomes } from "../contract/observation.ts";
import { count } from "./fr.ts";
import { dayFr, minuteFr } from "./fr-moments.ts";
import { hoursFr, percentFr } from "./fr-sla-lengths.ts";
import { causeFr, ownerFr, spanFr, stateFr } from "./fr-sla-states.ts";

/** Who observed what a line rests on. */
export type ObserversBehind = ReadonlyMap<Evidence, Observers>;

/** What lines of the trace rest on. */
export interface Proofs {
  readonly events: ReadonlyMap<string, StoredEvent>;
  readonly observers: ObserversBehind;
}

const standingsFr = { not_in_service: "hors parc", off_hours: "hors horaires", maintenance: "maintenance" } as const;

/** One line of the trace. */
export function lineFr({ from, to, standing, cause, owner, evidence, maintenances, closure }: TracedSpan, proofs: Proofs): string {
  const when = `${spanFr(from, to)} (${hoursFr(to - from)})`;
  if (standing === "not_in_service" || standing === "off_hours" || standing === "maintenance") {
    const why = closure ?? maintenances.join(", ");
    return `${when} ${standingsFr[standing]}${why === "" ? "" : ` : ${why}`}`;
  }
  const told = [
    stateFr(standing),
    ...(cause === null || standing === "up" ? [] : [causeFr(cause)]),
    ...(owner === null ? [] : [owner === "none" ? ownerFr(owner) : `imputé à : ${ownerFr(owner)}`]),
  ];
  return `${when} ${told.join(" ; ")}${evidence === null || cause === "no_observation" ? "" : evidenceFr(evidence, proofs)}`;
}

function evidenceFr(evidence: Evidence, { events, observers }: Proofs): string {
  const { firstObservedAt, lastObservedAt, events: ids = [], dissent } = evidence;
  const agents = [...new Set(ids.flatMap((id) => events.get(id)?.agent ?? []))];
  const told =
    ids.length === 0
      ? ""
      : ` ; ${count(ids.length, "événement")} de ${agents.join(", ")} (${ids.slice(0, 2).join(", ")}${ids.length > 2 ? "…" : ""})`;
  const polls = lastObservedAt > firstObservedAt ? ` ; relevés du ${dayFr(firstObservedAt)} au ${dayFr(lastObservedAt)}` : "";
  const known = observers.get(evidence);
  const seen = known === undefined || known.agents.length === 0 ? polls : observersFr(known);
  return `${seen}${told}${dissent === undefined ? "" : ` ; ${dissent} a constaté l'inverse`}`;
}

/** « ; ag-mairie : 121 relevés (121 sans réponse), du 14/04/2026 09:00:02 au 14/04/2026 10:59:58 » */
function observersFr({ agents, isAtLeast }: Observers): string {
  return agents.map((one) => ` ; ${one.agent} : ${observerFr(one, isAtLeast)}`).join("");
}

const outcomesFr: Readonly<Record<Outcome, (number: number) => string>> = {
  answered: (number) => `${number} avec réponse`,
  silent: (number) => `${number} sans réponse`,
  refused: (number) => count(number, "refusé"),
  garbled: (number) => count(number, "illisible"),
};

function observerFr({ count: number, firstAt, lastAt, outcomes: counted }: Observer, isAtLeast: boolean): string {
  const how = outcomes.flatMap((outcome) => {
    const own = counted[outcome] ?? 0;
    return own === 0 ? [] : [outcomesFr[outcome](own)];
  });
  if (isAtLeast) return `plus de ${count(number - 1, "relevé")}, à partir du ${dayFr(firstAt)}`;
  const when = firstAt === lastAt ? `le ${dayFr(firstAt)}` : `du ${dayFr(firstAt)} au ${dayFr(lastAt)}`;
  return `${count(number, "relevé")} (${how.join(", ")}), ${when}`;
}

/** That what follows explains the ledger of today, and what was signed for. */
export function closedEndpointFr({ revisions, isOutdated }: ClosedEndpoint): string[] {
  const last = revisions.at(-1);
  if (last === undefined) return [];
  const { closing, figures } = last;
  const which = closing.revision === 0 ? "clos" : `clos, révision ${closing.revision},`;
  const rate = figures === null ? "cet équipement n'y est pas compté" : `taux de service ${percentFr(figuresOf(figures.account).service)}`;
  const today = isOutdated
    ? `Le registre, que ce qui suit explique, dit autre chose aujourd'hui : une révision est à faire (vigie sla restate) ; --revision ${closing.revision} montre ce qui a été clos.`
    : "Le registre, que ce qui suit explique, dit la même chose aujourd'hui.";
  return [`Trimestre ${which} le ${minuteFr(closing.at)} : ${rate}. ${today}`];
}
