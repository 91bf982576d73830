import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Document, DocumentNode, Field } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { listWith } from "./ownership.ts";
import { ownNameOr } from "./poly-mib.ts";
import { bestWordReading, isReading, wordReading } from "./readings.ts";

const studioX = "REST of a Poly Studio X30, VideoOS 3.12, recorded answers";
const group = "REST of a RealPresence Group 500 6.2, recorded answers";

const serverStates = { UP: "registered", DOWN: "failed", OFF: "off", UNKNOWN: "unknown" };

/** One server that holds is a registration; their addresses are not read. */
const servers = (path: string, kind: ReadingKind): Document => ({
  path,
  format: "json",
  ownership: { source: `${studioX}: ${path}`, of: listWith("address", "state") },
  mayBeMissing: true,
  fields: [
    {
      at: "[]",
      source: `${studioX}: ${path}; UP is the only word recorded`,
      toReading: (nodes) =>
        bestWordReading(
          kind,
          serverStates,
          ["registered", "failed", "off"],
          nodes.map((node) => textAt(node, "state")),
        ),
    },
  ],
});

export const polySipServers = servers("/rest/system/sipservers", "sip_registration");
export const polyGatekeepers = servers("/rest/system/h323gatekeepers", "h323_registration");

function numberOf(node: DocumentNode, at: string, place: number): string {
  const number = textAt(node, at) ?? "";
  return /^\d{1,2}$/.test(number) ? number : `${place + 1}`;
}

/** Named after its light: green while it listens. */
const microphoneStates = { MIC_STATE_GREEN: "ok" };

const microphones: Field = {
  at: "[]",
  source: `${studioX}: /rest/audio/microphones; MIC_STATE_GREEN is the only word recorded`,
  toReading: (nodes) =>
    nodes
      .map((node, place) => wordReading("microphone_state", microphoneStates, textAt(node, "state"), numberOf(node, "number", place)))
      .filter(isReading),
};

export const polyMicrophones: Document = {
  path: "/rest/audio/microphones",
  format: "json",
  ownership: { source: `${studioX}: /rest/audio/microphones`, of: listWith("typeInString", "state") },
  mayBeMissing: true,
  fields: [microphones],
};

/** An input that shows people; the others are for laptops and the codec's own pages. Nothing tells a camera unplugged from none at all. */
const cameras: Field = {
  at: "[]",
  source: `${group}: /rest/cameras/near/all, sourceType SRC_PEOPLE`,
  toReading: (nodes) =>
    nodes
      .filter((node) => textAt(node, "sourceType") === "SRC_PEOPLE")
      .map((node, place) => {
        const instance = ownNameOr(textAt(node, "name"), numberOf(node, "cameraIndex", place));
        return wordReading("camera_state", { true: "ok", false: "off" }, textAt(node, "connected"), instance);
      })
      .filter(isReading),
};

export const polyCameras: Document = {
  path: "/rest/cameras/near/all",
  format: "json",
  ownership: { source: `${group}: /rest/cameras/near/all`, of: listWith("cameraIndex", "connected") },
  mayBeMissing: true,
  fields: [cameras],
};

/** PAIRED is said of a remote control that may be in a drawer. */
const deviceStates = { CONNECTED: "ok", PAIRED: "unknown", DISCONNECTED: "failed", UNAVAILABLE: "failed" };

/** Of several panels the worst is told: one that does not work is one that somebody will complain of. */
const touchPanels: Field = {
  at: "[]",
  source: `${studioX}: /rest/current/devicemanagement/devices, deviceType TOUCHCONTROL; CONNECTED is the only word recorded`,
  toReading: (nodes) =>
    bestWordReading(
      "touch_panel_state",
      deviceStates,
      ["failed", "unknown", "ok"],
      nodes.filter((node) => textAt(node, "deviceType") === "TOUCHCONTROL").map((node) => textAt(node, "deviceState")),
    ),
};

/** Posted, but only asks. */
export const polyDevices: Document = {
  path: "/rest/current/devicemanagement/devices",
  format: "json",
  ownership: { source: `${studioX}: /rest/current/devicemanagement/devices`, of: listWith("deviceType", "deviceState") },
  mayBeMissing: true,
  post: { type: "application/json", text: "" },
  fields: [touchPanels],
};
