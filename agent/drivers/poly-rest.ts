import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, listWith, withPlaces } from "./ownership.ts";
import { isReading, numberReading, textReading, wordReading } from "./readings.ts";
import { meaningOf } from "./words.ts";

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
const timeServerStates = { TIMESERVER_UP: "ok", TIMESERVER_DOWN: "failed", TIMESERVER_OFF: "off" };

interface StatusKind {
  readonly kind: ReadingKind;
  readonly words: Readonly<Record<string, string>>;
  readonly instance?: string;
}

const service = (instance: string): StatusKind => ({ kind: "service_state", words: partStates, instance });

/**
 * Of some twenty lines, those that say something of the state of the codec and of what it needs. Group series and Studio X name them
 * differently. Left out: settings, and "visualboard", which is up on a codec that has none.
 */
const statusKinds: Readonly<Record<string, StatusKind>> = {
  "system.status.sipserver": { kind: "sip_registration", words: registrationStates },
  "system.status.gatekeeper": { kind: "h323_registration", words: registrationStates },
  "system.status.ipnetwork": { kind: "network_link_state", words: partStates },
  "system.status.microphones": { kind: "microphone_state", words: partStates },
  "system.status.mr.audio": { kind: "microphone_state", words: partStates },
  "system.status.mr.camera": { kind: "camera_state", words: partStates },
  "system.status.trackablecamera": { kind: "camera_state", words: partStates, instance: "tracking" },
  "system.status.remotecontrol": service("remote-control"),
  "system.status.provisioning": service("provisioning"),
  "system.status.globaldirectory": service("directory"),
  "system.status.calendar": service("calendar"),
  "system.status.rpms": service("media-suite"),
};

const uptime: Field = {
  at: "uptime",
  source: `${videoOs}: /rest/system, seconds with a fraction`,
  toReading: ([node]) => numberReading("uptime_seconds", floored(numberAt(node))),
};

const systemState: Field = {
  at: "state",
  source: `${videoOs}: /rest/system, state`,
  toReading: ([node]) => wordReading("system_state", systemStates, textAt(node)),
};

/**
 * `timeOffset` beside it is that of the codec's zone, already counted: with it the Studio X30 would have spoken after its answer was
 * published.
 */
const clockOffset: Field = {
  at: "systemTime",
  source: `${videoOs}: /rest/system, ms since 1970 UTC`,
  toReading: ([node], { nowMs }) => numberReading("clock_offset_seconds", Math.round((Number(textAt(node)) - nowMs) / 1000)),
};

/**
 * The list always holds a pseudo conference "PENDING"; a ringing connection is not a call yet. A connected one is a call whatever the
 * state beside it says: ASLEEP may be its screens only.
 */
const activeCalls: Field = {
  at: "",
  source: `${videoOs}: /rest/conferences, connections in state CONNECTED`,
  toReading: ([conferences]) => {
    if (!Array.isArray(conferences)) return { kind: "active_calls", value: Number.NaN };
    const connections = nodesAt(conferences, "[]/connections[]");
    const value = connections.filter((connection) => textAt(connection, "state") === "CONNECTED").length;
    return [{ kind: "active_calls", value }, ...(value > 0 ? [{ kind: "system_state" as const, value: "in_call" }] : [])];
  },
};

const statusLines: Field = {
  at: "[]",
  source: `${videoOs}: /rest/system/status, stateList (VideoOS) or state (Group)`,
  toReading: (lines) => lines.map(readingOfLine).filter(isReading),
};

function readingOfLine(line: DocumentNode): Reading | null {
  const known = meaningOf(statusKinds, textAt(line, "name"));
  if (known === undefined) return null;
  return wordReading(known.kind, known.words, textAt(line, "stateList[]") ?? textAt(line, "state[]"), known.instance);
}

const networkSpeed: Field = {
  at: "lanStatus/speedMbps",
  source: `${videoOs}: /rest/system, Mbit/s`,
  toReading: ([node]) => numberReading("network_speed_bits_per_second", Number(textAt(node)) * 1_000_000),
};

const duplex: Field = {
  at: "lanStatus/duplex",
  source: `${videoOs}: /rest/system; FULL is the only word recorded`,
  toReading: ([node]) => wordReading("network_duplex", { FULL: "full", HALF: "half" }, textAt(node)),
};

const timeServer: Field = {
  at: "timeServerState",
  source: `${videoOs}: /rest/system; TIMESERVER_UP is the only word recorded`,
  toReading: ([node]) => wordReading("time_service_state", timeServerStates, textAt(node)),
};

const rebootNeeded: Field = {
  at: "rebootNeeded",
  source: `${videoOs}: /rest/system; recorded false only`,
  isUnverified: true,
  toReading: ([node]) => (textAt(node) === "true" ? { kind: "diagnostic_level", value: "warning", instance: "reboot-needed" } : null),
};

const textField = (at: string, kind: ReadingKind): Field => ({
  at,
  source: `${videoOs}: /rest/system, ${at}`,
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

export const polySystemState: Document = { ...system, fields: [uptime, systemState, clockOffset] };
export const polyConferences: Document = {
  path: "/rest/conferences",
  format: "json",
  ownership: { source: `${videoOs}: /rest/conferences, empty on a Studio X30 without a call`, of: listWith("id", "connections") },
  isReadFirst: true,
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
export const polySystemStatus: Document = { ...system, fields: [networkSpeed, duplex, timeServer, rebootNeeded] };
export const polySystemIdentity: Document = {
  ...system,
  fields: [textField("model", "model"), textField("softwareVersion", "firmware"), textField("serialNumber", "serial")],
};
