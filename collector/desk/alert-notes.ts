import { outageAlerts } from "../../contract/outage-alerts.ts";
import type { Directory } from "../directory/directory.ts";
import type { Writer } from "../ledger/declarations.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import type { IncidentNote } from "../sla/incident-notes.ts";
import type { Desk } from "./desk.ts";

/** One alert as Alertmanager tells it: what it is about by its labels, and since when it fires (s since 1970 UTC). */
export interface ToldAlert {
  readonly name: string;
  readonly endpoint: string | null;
  readonly site: string | null;
  readonly territory: string | null;
  readonly startsAt: number;
}

/** @param startsAt as Alertmanager writes it */
export function toldAlert({
  labels,
  startsAt,
}: {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
}): ToldAlert {
  const label = (name: string): string | null => labels[name] ?? null;
  return {
    name: labels["alertname"] ?? "",
    endpoint: label("endpoint"),
    site: label("site"),
    territory: label("territory"),
    startsAt: Math.floor(Date.parse(startsAt) / 1000),
  };
}

/** `paged`: somebody was told. `acknowledged`: somebody silenced it since. */
export type AlertAct = "paged" | "acknowledged";

const told: ReadonlySet<string> = new Set(outageAlerts);

/**
 * Notes what became of alerts with the incidents that were going on when they began to fire. An alert of no outage, of a room that the inventory
 * does not name, or of no known incident leaves nothing; one that is told again adds nothing.
 * @returns the notes that were written
 */
export async function noteAlerts(desk: Desk, alerts: readonly ToldAlert[], act: AlertAct, writer: Writer): Promise<IncidentNote[]> {
  const written: IncidentNote[] = [];
  for (const alert of alerts.filter(({ name }) => told.has(name))) {
    for (const endpoint of endpointsOf(alert, desk.directory)) {
      const note = await noteOne(desk, endpoint, { alert, act, writer });
      if (note !== null) written.push(note);
    }
  }
  return written;
}

/** The narrowest label names whom it is about; none of them: the whole network. */
function endpointsOf({ endpoint, site, territory, startsAt }: ToldAlert, directory: Directory): string[] {
  if (endpoint !== null) return directory.endpoint(endpoint) === undefined ? [] : [endpoint];
  const isThere = (id: string): boolean => {
    if (site !== null) return id === site;
    const memberships = directory.site(id)?.memberships;
    return territory === null || (memberships !== undefined && inForceAt(memberships, startsAt).territories.includes(territory));
  };
  return directory.endpoints.filter((one) => isThere(one.site)).map(({ id }) => id);
}

interface Act {
  readonly alert: ToldAlert;
  readonly act: AlertAct;
  readonly writer: Writer;
}

async function noteOne(
  { declarations, incidentsAround, now }: Desk,
  endpoint: string,
  { alert, act, writer }: Act,
): Promise<IncidentNote | null> {
  if (alert.startsAt > now() / 1000) return null;
  const known = await incidentsAround(endpoint, alert.startsAt);
  const covering = known.findLast(({ from, to }) => from <= alert.startsAt && alert.startsAt <= to);
  if (covering === undefined) return null;
  const notes = await declarations.incidentNotes(endpoint);
  if (notes.some(({ at, said }) => said.kind === act && covering.from <= at && at < covering.spokenUntil)) return null;
  const at = Math.max(covering.from, Math.min(alert.startsAt, covering.to - 1));
  return declarations.writeIncidentNote({ endpoint, at, said: { kind: act }, incident: covering.id }, writer);
}
