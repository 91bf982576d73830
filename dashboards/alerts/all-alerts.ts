import { type AlertingSettings, waitsOf } from "../settings.ts";
import { agentAlerts } from "./agent-alerts.ts";
import type { Alert, AlertWords } from "./alert.ts";
import { collectorAlerts, quietAlerts } from "./collector-alerts.ts";
import { contractAlerts } from "./contract-alerts.ts";
import { frContracts } from "./fr-contracts.ts";
import { frRooms } from "./fr-rooms.ts";
import { frServices } from "./fr-services.ts";
import { frSites } from "./fr-sites.ts";
import { roomAlerts } from "./room-alerts.ts";
import { siteAlerts } from "./site-alerts.ts";

/** Alerts that Prometheus looks at together, by the name of their file. */
export function alertGroups(settings: AlertingSettings): Readonly<Record<string, readonly Alert[]>> {
  const waits = waitsOf(settings);
  return {
    salles: roomAlerts(waits),
    sites: siteAlerts(waits, settings),
    agents: agentAlerts(waits),
    contrat: contractAlerts(waits),
    services: collectorAlerts(waits, settings),
    silencieuses: quietAlerts(),
  };
}

const words: Readonly<Record<string, AlertWords>> = { ...frRooms, ...frSites, ...frServices, ...frContracts };

/** @throws Error for an alert that nobody wrote words for */
export function wordsOf({ name }: Pick<Alert, "name">): AlertWords {
  const own = words[name];
  if (own === undefined) throw new Error(`${name} has no words`);
  return own;
}
