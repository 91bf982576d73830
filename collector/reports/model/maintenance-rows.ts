import type { EndpointAccount } from "../../accounts/accounts.ts";
import type { PlannedMaintenance } from "../../sla/planned-maintenance.ts";
import { intersect, type Span, secondsOf, union } from "../../sla/spans.ts";
import type { MaintenanceRow } from "./details.ts";

interface Joined {
  readonly planned: PlannedMaintenance;
  readonly endpoints: string[];
  announced: readonly Span[];
  announcedSeconds: number;
  countedSeconds: number;
}

/** The maintenances that reach into a quarter, added up endpoint by endpoint. */
export class MaintenanceRows {
  readonly #joined = new Map<string, Joined>();

  add({ endpoint, terms: { planned: all, period, time } }: EndpointAccount): void {
    if (all.length === 0) return;
    const promised = union([...time.expected, ...time.maintenance]);
    for (const planned of all) {
      const within = intersect(planned.announced, [period]);
      if (within.length === 0) continue;
      const joined = this.#joinedOf(planned);
      joined.endpoints.push(endpoint.id);
      joined.announced = union([...joined.announced, ...within]);
      joined.announcedSeconds += secondsOf(intersect(within, promised));
      joined.countedSeconds += secondsOf(intersect(planned.counted, promised));
    }
  }

  rows(): MaintenanceRow[] {
    return [...this.#joined.values()].flatMap(rowOf).toSorted((left, right) => left.from - right.from || (left.id < right.id ? -1 : 1));
  }

  #joinedOf(planned: PlannedMaintenance): Joined {
    const known = this.#joined.get(planned.id);
    if (known !== undefined) return known;
    const joined: Joined = { planned, endpoints: [], announced: [], announcedSeconds: 0, countedSeconds: 0 };
    this.#joined.set(planned.id, joined);
    return joined;
  }
}

function rowOf({ planned: { id, entry }, endpoints, announced, announcedSeconds, countedSeconds }: Joined): MaintenanceRow[] {
  const [first, last] = [announced[0], announced.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { scope, declaredAt, act, time } = entry;
  return [
    {
      id,
      scope: { kind: scope.kind, id: scope.kind === "network" ? null : scope.id },
      declaredAt,
      isCorrected: act === "corrected",
      isRecurring: time?.kind === "recurring",
      times: announced.length,
      from: first.from,
      to: last.to,
      endpoints,
      announcedSeconds,
      countedSeconds,
    },
  ];
}
