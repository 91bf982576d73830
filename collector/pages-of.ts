import { closedEndpoints } from "./accounts/closed-endpoint.ts";
import { changesOfThePast } from "./accounts/keep-terms.ts";
import type { Admission } from "./admission.ts";
import type { CollectorSettings } from "./config/collector-settings.ts";
import type { Directory } from "./directory/directory.ts";
import type { Declarations } from "./ledger/declarations.ts";
import type { Ledger } from "./ledger/port.ts";
import type { LiveInventory } from "./plans/live-inventory.ts";
import type { InfluxSink } from "./sinks/influx/influx-sink.ts";
import type { FiguresNow } from "./states/figures.ts";
import type { EndpointPresent } from "./states/present.ts";
import { watchersIn } from "./states/watchers.ts";
import { agentsPageOf } from "./web/agents.ts";
import { endpointDetailOf } from "./web/endpoint-detail.ts";
import { endpointServiceOf } from "./web/endpoint-service.ts";
import type { LineCuts, Overview } from "./web/overview.ts";
import { overviewOf } from "./web/overview-of.ts";
import type { StatusPagesOptions } from "./web/status-pages.ts";

/** What of a collector its pages show. */
interface Shown {
  readonly settings: Pick<CollectorSettings, "demonstration">;
  readonly inventory: Pick<LiveInventory, "standing">;
  readonly directory: Directory;
  readonly admission: Pick<Admission, "rightOf" | "replacedUses">;
  readonly ledger: Ledger;
  readonly declarations: Pick<Declarations, "maintenanceEntries" | "incidentNotes" | "closings" | "closingOf" | "termsTraces">;
  readonly influx: Pick<InfluxSink, "status"> | null;
  readonly figures: () => Promise<FiguresNow>;
  readonly present: () => Promise<readonly EndpointPresent[]>;
  readonly lineCuts: () => Promise<ReadonlyMap<string, LineCuts>>;
}

const noInflux = { isConfigured: false, lagEntries: 0, lastSuccessAt: null, setAside: 0, lastError: null } as const;

export function pagesOf(shown: Shown): StatusPagesOptions {
  const { settings, inventory, directory, ledger, declarations, admission } = shown;
  const closed = closedEndpoints(declarations, ledger);
  return {
    overview: () => overview(shown),
    endpointDetail: (id) => endpointDetailOf(ledger, watchersIn(directory).of(id), id, Date.now()),
    endpointService: async (id, quarter) => {
      const maintenance = await declarations.maintenanceEntries();
      const nowMs = Date.now();
      return endpointServiceOf(ledger, {
        directory,
        maintenance,
        notes: await declarations.incidentNotes(id),
        id,
        quarter,
        nowMs,
        closed,
        changes: await changesOfThePast(declarations, directory, Math.floor(nowMs / 1000)),
      });
    },
    agents: async () => {
      const [standings, losses] = [await ledger.agents(), await ledger.lossCounts()];
      const { rightOf } = admission;
      const replacedUses = admission.replacedUses();
      return agentsPageOf({
        now: Date.now(),
        isDemonstration: settings.demonstration,
        directory,
        standings,
        losses,
        rightOf,
        replacedUses,
        refusedInventory: inventory.standing().refused,
      });
    },
    now: Date.now,
  };
}

async function overview({
  settings,
  inventory,
  directory,
  ledger,
  influx,
  figures,
  present,
  lineCuts,
  admission,
}: Shown): Promise<Overview> {
  const { quarter, pools } = await figures();
  return overviewOf({
    now: Date.now(),
    isDemonstration: settings.demonstration,
    directory,
    present: await present(),
    service: { quarter, pools },
    agents: await ledger.agents(),
    rightOf: admission.rightOf,
    lineCuts: await lineCuts(),
    influx: influx?.status() ?? noInflux,
    refusedInventory: inventory.standing().refused,
  });
}
