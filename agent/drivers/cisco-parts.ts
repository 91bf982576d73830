import type { Reading } from "../../contract/observation.ts";
import type { DocumentNode, Field } from "./driver.ts";
import { numberAt, textAt } from "./node-access.ts";
import { bestWordReading, isReading, numberReading, wordReading } from "./readings.ts";

const api = "Cisco xAPI";
const itemOf = (node: DocumentNode): string => textAt(node, "@item") ?? "1";

/** A camera, microphone or screen that is not plugged is off, not failed: codecs list sockets that nothing was meant for. */
const plugged = { True: "ok", False: "off", Connected: "ok", NotConnected: "off", Unknown: "unknown" };
const panelWords = { Connected: "ok", ResponseTimedOut: "failed", LostConnection: "failed", Unpairing: "off", Disconnected: "off" };
const temperatureWords = { Normal: "normal", High: "high", Critical: "critical", Unknown: "unknown" };

const states =
  (kind: Reading["kind"], place: string) =>
  (nodes: readonly DocumentNode[]): Reading[] =>
    nodes.map((node) => wordReading(kind, plugged, textAt(node, place), itemOf(node))).filter(isReading);

/** "1000full", "100half"; nothing is said of a port without a cable. */
function ethernet(networks: readonly DocumentNode[]): Reading[] {
  return networks.flatMap((network) => {
    const [, megabits, duplex] = /^(\d+)(full|half)?/.exec(textAt(network, "Ethernet/Speed") ?? "") ?? [];
    if (megabits === undefined || Number(megabits) === 0) return [];
    const instance = itemOf(network);
    return [
      { kind: "network_link_state", value: "ok", instance } as const,
      { kind: "network_speed_bits_per_second", value: Number(megabits) * 1_000_000, instance } as const,
      ...(duplex === undefined ? [] : [{ kind: "network_duplex", value: duplex, instance } as const]),
    ];
  });
}

export const ciscoParts: readonly Field[] = [
  {
    at: "Status/Cameras/Camera[]",
    source: `${api} Status/Cameras/Camera/Connected`,
    toReading: states("camera_state", "Connected"),
  },
  {
    at: "Status/Camera[]",
    source: "Codec C90 System Integrator Guide, D14128, Camera/Connected: TC before it had Cameras",
    isUnverified: true,
    toReading: states("camera_state", "Connected"),
  },
  {
    at: "Status/Audio/Input/Connectors/Microphone[]",
    source: `${api} Status/Audio/Input/Connectors/Microphone/ConnectionStatus, missing on DX80`,
    toReading: states("microphone_state", "ConnectionStatus"),
  },
  {
    at: "Status/Video/Output/Connector[]",
    source: `${api} Status/Video/Output/Connector/Connected`,
    toReading: states("display_state", "Connected"),
  },
  {
    at: "Status/Peripherals/ConnectedDevice[]",
    source: `${api} Status/Peripherals/ConnectedDevice of Type TouchPanel`,
    toReading: (nodes) => {
      const panels = nodes.filter((node) => textAt(node, "Type") === "TouchPanel").map((node) => textAt(node, "Status"));
      return bestWordReading("touch_panel_state", panelWords, ["ok", "failed", "off"], panels);
    },
  },
  { at: "Status/Network[]", source: `${api} Status/Network/Ethernet/Speed`, toReading: ethernet },
  {
    at: "Status/SystemUnit/Hardware/Temperature",
    source: `${api} Status/SystemUnit/Hardware/Temperature, °C, CE 8 and 9`,
    toReading: ([node]) => numberReading("temperature_celsius", numberAt(node)),
  },
  {
    at: "Status/SystemUnit/Hardware/TemperatureThreshold",
    source: `${api} Status/SystemUnit/Hardware/TemperatureThreshold, °C, CE 8 and 9`,
    toReading: ([node]) => numberReading("temperature_limit_celsius", numberAt(node)),
  },
  {
    at: "Status/SystemUnit/Hardware/Monitoring/Temperature/Status",
    source: `${api} Status/SystemUnit/Hardware/Monitoring/Temperature/Status, since CE 10, which gives no number`,
    toReading: ([node]) => wordReading("temperature_state", temperatureWords, textAt(node)),
  },
];
