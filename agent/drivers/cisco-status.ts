import type { Reading } from "../../contract/observation.ts";
import { ciscoDiagnostics } from "./cisco-diagnostics.ts";
import { ciscoParts } from "./cisco-parts.ts";
import { ciscoRegistrations, ciscoServices } from "./cisco-registrations.ts";
import { formerChannels, mediaChannels } from "./cisco-streams.ts";
import { mediaChannelsAnswer, ofSystemUnit } from "./cisco-system-unit.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { textReading } from "./readings.ts";

const api = "Cisco xAPI";

/** Never from Call nodes: a Room Bar in a Teams call has one active call, says InCall, and shows no Call at all. */
function systemState(status: DocumentNode): Reading | null {
  const system = textAt(status, "SystemUnit/State/System");
  const standby = textAt(status, "Standby/State");
  const activeCalls = numberAt(status, "SystemUnit/State/NumberOfActiveCalls");
  if (system === null && standby === null && activeCalls === null) return null;
  const isInCall = system === "InCall" || system === "Multisite" || (activeCalls ?? 0) > 0;
  if (isInCall || textAt(status, "MicrosoftTeams/Calling/InCall") === "True") return { kind: "system_state", value: "in_call" };
  if (system === "Initializing") return { kind: "system_state", value: "starting" };
  if (system === "Sleeping" || standby === "Standby") return { kind: "system_state", value: "asleep" };
  return { kind: "system_state", value: system === "Initialized" || standby !== null ? "ready" : "unknown" };
}

const whole: readonly Field[] = [
  {
    at: "Status",
    source: `${api} Status/SystemUnit/State, Standby/State, MicrosoftTeams/Calling`,
    toReading: ([node]) => systemState(node),
  },
  {
    at: "Status/SystemUnit/LastShutdownReason",
    source: `${api} Status/SystemUnit/LastShutdownReason, RoomOS 11`,
    toReading: ([node]) => textReading("last_shutdown_reason", textAt(node)),
  },
];

/** The whole tree: an old codec takes tens of seconds to write it. */
export const ciscoStatus: Document = {
  path: "/status.xml",
  format: "xml",
  ownership: ofSystemUnit,
  isSlow: true,
  fields: [...whole, ...ciscoRegistrations, ...ciscoServices, ...ciscoParts, ciscoDiagnostics, ...formerChannels],
};

/** Asked only during a call. */
export const ciscoMediaChannels: Document = {
  path: "/getxml?location=/Status/MediaChannels",
  format: "xml",
  ownership: mediaChannelsAnswer,
  mayBeMissing: true,
  fields: [mediaChannels],
};
