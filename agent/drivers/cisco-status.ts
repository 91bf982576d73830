import type { Reading } from "../../contract/observation.ts";
import { ciscoRegistrations } from "./cisco-registrations.ts";
import type { Document, DocumentNode, Field, OwnershipRule, ReadContext, Signature } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";
import { bestWordReading, isReading, numberReading, textReading, wordReading } from "./readings.ts";

const api = "Cisco xAPI";
const itemOf = (node: DocumentNode): string => textAt(node, "@item") ?? "1";

/** A camera, microphone or screen that is not plugged is off, not failed: codecs list sockets that nothing was meant for. */
const plugged = { True: "ok", False: "off", Connected: "ok", NotConnected: "off", Unknown: "unknown" };
const panelWords = { Connected: "ok", ResponseTimedOut: "failed", Disconnected: "off" };
const temperatureWords = { Normal: "normal", High: "high", Critical: "critical", Unknown: "unknown" };

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

/** These two tell of the monitoring itself, not of the codec. */
const diagnosticsLeftOut = new Set(["MacrosRuntimeStatus", "HTTPFeedbackFailed"]);

function diagnostics(messages: readonly DocumentNode[]): Reading[] {
  const levels = messages
    .filter((message) => !diagnosticsLeftOut.has(textAt(message, "Type") ?? ""))
    .map((message) => textAt(message, "Level"));
  return [
    { kind: "diagnostic_errors", value: levels.filter((level) => level === "Error" || level === "Critical").length },
    { kind: "diagnostic_warnings", value: levels.filter((level) => level === "Warning").length },
  ];
}

/** "1000full"; nothing is said of a port without a cable. */
function ethernet(networks: readonly DocumentNode[]): Reading[] {
  return networks.flatMap((network) => {
    const megabits = /^(\d+)/.exec(textAt(network, "Ethernet/Speed") ?? "")?.[1];
    if (megabits === undefined || Number(megabits) === 0) return [];
    const instance = itemOf(network);
    return [
      { kind: "network_link_state", value: "ok", instance } as const,
      { kind: "network_speed_bits_per_second", value: Number(megabits) * 1_000_000, instance } as const,
    ];
  });
}

/** "2024-08-05T10:52:36-0500". Without a zone it is the codec's local time, which tells nothing. */
function clockOffset(time: string | null, { nowMs }: ReadContext): Reading | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)$/.exec(time ?? "");
  if (match === null) return null;
  const zone = (match[2] ?? "").replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2");
  return { kind: "clock_offset_seconds", value: Math.round((Date.parse(`${match[1]}${zone}`) - nowMs) / 1000) };
}

const parts: readonly Field[] = [
  {
    at: "Status/Cameras/Camera[]",
    source: `${api} Status/Cameras/Camera/Connected`,
    toReading: (nodes) =>
      nodes.map((node) => wordReading("camera_state", plugged, textAt(node, "Connected"), itemOf(node))).filter(isReading),
  },
  {
    at: "Status/Audio/Input/Connectors/Microphone[]",
    source: `${api} Status/Audio/Input/Connectors/Microphone/ConnectionStatus, missing on DX80`,
    toReading: (nodes) =>
      nodes.map((node) => wordReading("microphone_state", plugged, textAt(node, "ConnectionStatus"), itemOf(node))).filter(isReading),
  },
  {
    at: "Status/Video/Output/Connector[]",
    source: `${api} Status/Video/Output/Connector/Connected`,
    toReading: (nodes) =>
      nodes.map((node) => wordReading("display_state", plugged, textAt(node, "Connected"), itemOf(node))).filter(isReading),
  },
  {
    at: "Status/Peripherals/ConnectedDevice[]",
    source: `${api} Status/Peripherals/ConnectedDevice of Type TouchPanel`,
    toReading: (nodes) => {
      const panels = nodes.filter((node) => textAt(node, "Type") === "TouchPanel").map((node) => textAt(node, "Status"));
      return bestWordReading("touch_panel_state", panelWords, ["ok", "failed", "off"], panels);
    },
  },
];

const whole: readonly Field[] = [
  {
    at: "Status",
    source: `${api} Status/SystemUnit/State, Standby/State, MicrosoftTeams/Calling`,
    toReading: ([node]) => systemState(node),
  },
  { at: "Status/Diagnostics/Message[]", source: `${api} Status/Diagnostics/Message/Level, Info left out`, toReading: diagnostics },
  { at: "Status/Network[]", source: `${api} Status/Network/Ethernet/Speed`, toReading: ethernet },
  {
    at: "Status/SystemUnit/Hardware/Temperature",
    source: `${api} Status/SystemUnit/Hardware/Temperature, °C, CE 8 and 9`,
    toReading: ([node]) => numberReading("temperature_celsius", numberAt(node)),
  },
  {
    at: "Status/SystemUnit/Hardware/Monitoring/Temperature/Status",
    source: `${api} Status/SystemUnit/Hardware/Monitoring/Temperature/Status, since CE 10, which gives no number`,
    toReading: ([node]) => wordReading("temperature_state", temperatureWords, textAt(node)),
  },
  {
    at: "Status/Time/SystemTime",
    source: `${api} Status/Time/SystemTime`,
    toReading: ([node], context) => clockOffset(textAt(node), context),
  },
];

const ofSystemUnit: OwnershipRule = {
  source: `${api} Status/SystemUnit, on every codec, recorded on CE 9.6 and RoomOS 11.19`,
  of: withPlaces("Status/SystemUnit"),
};

const systemUnit = {
  path: "/getxml?location=/Status/SystemUnit",
  format: "xml",
  ownership: {
    source: `${ofSystemUnit.source}; a codec of the TANDBERG age that does not know the place answers Fault/XPathError, D14128`,
    of: eitherOf(ofSystemUnit.of, withPlaces("Fault/XPathError")),
  },
} as const;

/** Stricter than a poll: a fault tells the maker, not that this family is spoken. */
export const ciscoSignature: Signature = { ...systemUnit, ownership: ofSystemUnit };

/** A small part of the tree, for the question asked every minute. */
export const ciscoSystemUnit: Document = {
  ...systemUnit,
  fields: [
    {
      at: "Status/SystemUnit/Uptime",
      source: `${api} Status/SystemUnit/Uptime, s, does not wrap`,
      toReading: ([node]) => numberReading("uptime_seconds", numberAt(node)),
    },
    {
      at: "Status/SystemUnit/State/NumberOfActiveCalls",
      source: `${api} Status/SystemUnit/State/NumberOfActiveCalls`,
      toReading: ([node]) => numberReading("active_calls", numberAt(node)),
    },
  ],
};

export const ciscoIdentity: Document = {
  ...systemUnit,
  fields: [
    {
      at: "Status/SystemUnit/ProductId",
      source: `${api} Status/SystemUnit/ProductId`,
      toReading: ([node]) => textReading("model", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Software/Version",
      source: `${api} Status/SystemUnit/Software/Version`,
      toReading: ([node]) => textReading("firmware", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Hardware/Module/SerialNumber",
      source: `${api} Status/SystemUnit/Hardware/Module/SerialNumber`,
      toReading: ([node]) => textReading("serial", textAt(node)),
    },
  ],
};

/** The whole tree: an old codec takes tens of seconds to write it. */
export const ciscoStatus: Document = {
  path: "/status.xml",
  format: "xml",
  ownership: ofSystemUnit,
  isSlow: true,
  fields: [...ciscoRegistrations, ...parts, ...whole],
};
