import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, listWith, withPlaces } from "./ownership.ts";
import { isReading, numberReading, textReading, wordReading } from "./readings.ts";

const videoOs = "REST of Poly VideoOS 3.12 and RealPresence Group 6.2, recorded answers";

const systemStates = {
  READY: "ready",
  IN_CALL: "in_call",
  ASLEEP: "asleep",
  STARTING: "starting",
  INITIALIZING: "starting",
  REBOOTING: "starting",
  UNKNOWN: "unknown",
};
const partStates = { up: "ok", all_up: "ok", down: "failed", all_down: "failed", some_down: "failed", off: "off", unknown: "unknown" };
const registrationStates = { up: "registered", down: "failed", off: "off", unknown: "unknown" };

/** Of some twenty lines, those that say something of the codec itself. Group series and Studio X name them differently. */
const statusKinds: Readonly<Record<string, { kind: ReadingKind; words: Readonly<Record<string, string>> }>> = {
  "system.status.sipserver": { kind: "sip_registration", words: registrationStates },
  "system.status.gatekeeper": { kind: "h323_registration", words: registrationStates },
  "system.status.ipnetwork": { kind: "network_link_state", words: partStates },
  "system.status.microphones": { kind: "microphone_state", words: partStates },
  "system.status.mr.audio": { kind: "microphone_state", words: partStates },
  "system.status.mr.camera": { kind: "camera_state", words: partStates },
};

const uptime: Field = {
  at: "uptime",
  source: `${videoOs}: /rest/system, seconds with a fraction`,
  toReading: ([node]) => numberReading("uptime_seconds", floored(numberAt(node))),
};

const systemState: Field = {
  at: "state",
  source: `${videoOs}: /rest/system`,
  toReading: ([node]) => wordReading("system_state", systemStates, textAt(node)),
};

/** The list always holds a pseudo conference "PENDING"; a ringing connection is not a call yet. */
const activeCalls: Field = {
  at: "",
  source: `${videoOs}: /rest/conferences, connections in state CONNECTED`,
  toReading: ([conferences]) => {
    if (!Array.isArray(conferences)) return { kind: "active_calls", value: Number.NaN };
    const connections = nodesAt(conferences, "[]/connections[]");
    return { kind: "active_calls", value: connections.filter((connection) => textAt(connection, "state") === "CONNECTED").length };
  },
};

const statusLines: Field = {
  at: "[]",
  source: `${videoOs}: /rest/system/status, stateList (VideoOS) or state (Group)`,
  toReading: (lines) => lines.map(readingOfLine).filter(isReading),
};

function readingOfLine(line: DocumentNode): Reading | null {
  const known = statusKinds[textAt(line, "name") ?? ""];
  if (known === undefined) return null;
  return wordReading(known.kind, known.words, textAt(line, "stateList[]") ?? textAt(line, "state[]"));
}

const networkSpeed: Field = {
  at: "lanStatus/speedMbps",
  source: `${videoOs}: /rest/system, Mbit/s`,
  toReading: ([node]) => numberReading("network_speed_bits_per_second", Number(textAt(node)) * 1_000_000),
};

const clockOffset: Field = {
  at: "systemTime",
  source: `${videoOs}: /rest/system, ms since 1970 UTC`,
  toReading: ([node], { nowMs }) => numberReading("clock_offset_seconds", Math.round((Number(textAt(node)) - nowMs) / 1000)),
};

const totalCallsName = "comm.statistics.totalnumberofcalls";

const totalCalls: Field = {
  at: "vars[]",
  source: "Configuration variable comm.statistics.totalnumberofcalls, recorded on a RealPresence Group 500",
  toReading: (variables) => {
    const counter = variables.find((variable) => textAt(variable, "name") === totalCallsName);
    return counter === undefined ? null : numberReading("total_calls", numberAt(counter, "value"));
  },
};

const textField = (at: string, kind: ReadingKind): Field => ({
  at,
  source: `${videoOs}: /rest/system`,
  toReading: ([node]) => textReading(kind, textAt(node)),
});

function floored(value: number | null): number | null {
  return value === null ? null : Math.floor(value);
}

const system = {
  path: "/rest/system",
  format: "json",
  ownership: { source: `${videoOs}: /rest/system`, of: withPlaces("model", "softwareVersion") },
} as const;

export const polySystemState: Document = { ...system, fields: [uptime, systemState] };
export const polyConferences: Document = {
  path: "/rest/conferences",
  format: "json",
  ownership: { source: `${videoOs}: /rest/conferences, empty on a Studio X30 without a call`, of: listWith("id", "connections") },
  fields: [activeCalls],
};
export const polyStatusLines: Document = {
  path: "/rest/system/status",
  format: "json",
  ownership: {
    source: `${videoOs}: /rest/system/status`,
    of: eitherOf(listWith("name", "stateList"), listWith("name", "state")),
  },
  mayBeMissing: true,
  fields: [statusLines],
};
export const polySystemStatus: Document = { ...system, fields: [networkSpeed, clockOffset] };
export const polySystemIdentity: Document = {
  ...system,
  fields: [textField("model", "model"), textField("softwareVersion", "firmware"), textField("serialNumber", "serial")],
};
export const polyTotals: Document = {
  path: "/rest/config",
  format: "json",
  ownership: { source: "Configuration variables of a Studio X30 3.12, recorded answer", of: withPlaces("vars") },
  mayBeMissing: true,
  post: { type: "application/json", text: JSON.stringify({ names: [totalCallsName] }) },
  fields: [totalCalls],
};
