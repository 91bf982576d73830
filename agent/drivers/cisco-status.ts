import type { Reading } from "../../contract/observation.ts";
import { instantOf } from "./cisco-clock.ts";
import { ciscoDiagnostics } from "./cisco-diagnostics.ts";
import { ciscoParts } from "./cisco-parts.ts";
import { ciscoRegistrations, ciscoServices } from "./cisco-registrations.ts";
import { formerChannels, mediaChannels } from "./cisco-streams.ts";
import { mediaChannelsAnswer, ofSystemUnit } from "./cisco-system-unit.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { wordReading } from "./readings.ts";

const api = "Cisco xAPI";

const systemWords = { Initialized: "ready", Initializing: "starting", Sleeping: "asleep" };

/** Never from Call nodes: a Room Bar in a Teams call has one active call, says InCall, and shows no Call at all. */
function systemState(status: DocumentNode): Reading | null {
  const system = textAt(status, "SystemUnit/State/System");
  const standby = textAt(status, "Standby/State");
  if (isInCall(status, system)) return { kind: "system_state", value: "in_call" };
  if (standby === "Standby" && system !== "Initializing") return { kind: "system_state", value: "asleep" };
  // CE 8 and 9 have no word of their own for a codec that waits for calls.
  return wordReading("system_state", systemWords, system) ?? (standby === null ? null : { kind: "system_state", value: "ready" });
}

function isInCall(status: DocumentNode, system: string | null): boolean {
  const activeCalls = numberAt(status, "SystemUnit/State/NumberOfActiveCalls") ?? 0;
  const isInTeamsCall = textAt(status, "MicrosoftTeams/Calling/InCall") === "True";
  return system === "InCall" || system === "Multisite" || activeCalls > 0 || isInTeamsCall;
}

const shutdownWords = new Set(["Upgrade", "FactoryReset", "Restart", "Shutdown"]);

/** Only words that are known: nobody promised that a person's could not stand there. */
function lastShutdown(word: string | null): Reading | null {
  return word !== null && shutdownWords.has(word) ? { kind: "last_shutdown_reason", value: word } : null;
}

const keepings = { Persistent: "kept", NonPersistent: "lost_at_restart" };

const whole: readonly Field[] = [
  {
    at: "Status",
    source: `${api} Status/SystemUnit/State, Standby/State, MicrosoftTeams/Calling`,
    toReading: ([node]) => systemState(node),
  },
  {
    at: "Status/Security/Persistency/CallHistory",
    source: `${api} Status/Security/Persistency/CallHistory, recorded on CE 9.6; Persistent is the only word recorded`,
    toReading: ([node]) => wordReading("history_keeping", keepings, textAt(node)),
  },
  {
    at: "Status/SystemUnit/LastShutdownReason",
    source: `${api} Status/SystemUnit/LastShutdownReason, RoomOS 11: Upgrade, FactoryReset and Restart recorded`,
    toReading: ([node]) => lastShutdown(textAt(node)),
  },
  {
    at: "Status/SystemUnit/LastShutdownTime",
    source: `${api} Status/SystemUnit/LastShutdownTime, recorded on RoomOS 11.19`,
    toReading: ([node], { zone }) => {
      const time = textAt(node);
      return time === null ? null : { kind: "last_shutdown_at_seconds", value: Math.floor(instantOf(time, zone) / 1000) };
    },
  },
];

/** The whole tree: an old codec takes tens of seconds to write it. */
export const ciscoStatus: Document = {
  path: "/status.xml",
  format: "xml",
  ownership: ofSystemUnit,
  slowestS: 45,
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
