import { runbookName } from "../alerts/rule-files.ts";
import type { Addresses } from "./addresses.ts";
import { frAlerts } from "./fr-alerts.ts";

/** What concerns one room, most urgent first. */
const ofRooms = [
  "VisioEndpointDown",
  "VisioSiteCut",
  "VisioSiteLinkCut",
  "VisioAgentSilent",
  "VisioRegistrationLost",
  "VisioPartFailed",
  "VisioTemperatureHigh",
  "VisioCallQualityPoor",
  "VisioCredentialsRefused",
  "VisioIdentityRefused",
] as const;

/** A list, in Markdown. */
export function runbookLinks({ runbooksUrl }: Pick<Addresses, "runbooksUrl">): string {
  return ofRooms.map((alert) => `- [${frAlerts[alert] ?? alert}](${runbooksUrl}/${runbookName(alert)}.md)`).join("\n");
}
