import type { Logger } from "pino";
import type { KnownIncident } from "./accounts/incidents-around.ts";
import type { Admission } from "./admission.ts";
import type { TerritoryUse } from "./attendance/territory-use.ts";
import type { CollectorSettings } from "./config/collector-settings.ts";
import type { Directory } from "./directory/directory.ts";
import type { Declarations } from "./ledger/declarations.ts";
import type { Ledger } from "./ledger/port.ts";
import type { ContractNow } from "./metrics/source.ts";
import type { LiveInventory } from "./plans/live-inventory.ts";
import type { ReportClock } from "./reports/report-clock.ts";
import type { InfluxSink } from "./sinks/influx/influx-sink.ts";
import type { RollUps } from "./sinks/influx/roll-ups.ts";
import type { FiguresNow } from "./states/figures.ts";
import type { EndpointPresent } from "./states/present.ts";
import type { StatesLoop } from "./states/states-loop.ts";
import type { lineCutsOf } from "./web/line-cuts.ts";

/** What a running collector is made of. */
export interface Collector {
  readonly settings: CollectorSettings;
  readonly inventory: LiveInventory;
  readonly directory: Directory;
  readonly log: Logger;
  readonly admission: Admission;
  readonly ledger: Ledger;
  readonly declarations: Declarations;
  readonly states: StatesLoop;
  readonly influx: InfluxSink | null;
  readonly rollUps: RollUps | null;
  /** null: reports are written when somebody asks for them. */
  readonly reports: ReportClock | null;
  readonly figures: () => Promise<FiguresNow>;
  readonly present: () => Promise<readonly EndpointPresent[]>;
  readonly lineCuts: () => ReturnType<typeof lineCutsOf>;
  readonly territoryUseNow: () => Promise<readonly TerritoryUse[]>;
  readonly contractsNow: () => Promise<readonly ContractNow[]>;
  readonly incidentsAround: (endpoint: string, at: number) => Promise<KnownIncident[]>;
}
