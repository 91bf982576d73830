import type { Reading } from "../../contract/observation.ts";
import type { Document, DocumentNode, Driver, Evidence, TokenAccess } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2Ports, mib2StateAlone, unseen } from "./mib2.ts";
import { textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";
import { isReading, textReading, wordReading } from "./readings.ts";

/** No codec was seen to answer it: everything below follows code that talks to CollabOS. */
const api = "Logitech CollabOS local API 1.10, code of AVISPL/dal-logitech-collabos";

const access: TokenAccess = {
  kind: "token",
  source: `${api}: POST /api/v1/signin; the token runs out after a quarter of an hour, and five sign-ins a minute are let through`,
  isUnverified: true,
  signIn: { path: "/api/v1/signin", type: "application/json", text: '{"username":"{user}","password":"{password}"}' },
  tokenAt: "result/auth_token",
};

const deviceStates = { IDLE: "ready", AUDIO_ONLY: "in_call", IN_USE: "in_call" };
const plugged = { true: "ok", false: "off" };

const insights: Document = {
  path: "/api/v1/insights/device",
  format: "json",
  ownership: { source: `${api}: insights/device`, isUnverified: true, of: withPlaces("result/deviceState", "result/micState") },
  fields: [
    {
      at: "result/deviceState",
      source: `${api}: deviceState; a call through the bar by USB says IN_USE too`,
      isUnverified: true,
      toReading: ([node]) => wordReading("system_state", deviceStates, textAt(node)),
    },
  ],
};

/** A Sight is a second camera with microphones, on the table. */
const sights = (kind: "camera_state" | "microphone_state", place: string) => (nodes: readonly DocumentNode[]) =>
  nodes.map((node, index) => wordReading(kind, plugged, textAt(node, place), `sight-${index + 1}`)).filter(isReading);

const screens = (nodes: readonly DocumentNode[]): Reading[] =>
  nodes.map((node, index) => ({ kind: "display_state", value: "ok", instance: textAt(node, "hdmiPort") ?? `${index + 1}` }));

const peripherals: Document = {
  path: "/api/v1/peripherals",
  format: "json",
  ownership: {
    source: `${api}: peripherals, of which a device lists those it has`,
    isUnverified: true,
    of: eitherOf(withPlaces("result/displays"), withPlaces("result/usbDevices"), withPlaces("result/ipControllers")),
  },
  fields: [
    { at: "result/displays[]", source: `${api}: displays, those that are plugged`, isUnverified: true, toReading: screens },
    {
      at: "result/sights[]",
      source: `${api}: sights, cameraConnected`,
      isUnverified: true,
      toReading: sights("camera_state", "cameraConnected"),
    },
    {
      at: "result/sights[]/microphoneConnected",
      source: `${api}: sights, microphoneConnected`,
      isUnverified: true,
      toReading: sights("microphone_state", ""),
    },
    {
      at: "result/ipControllers[]",
      source: `${api}: ipControllers, those that are connected`,
      isUnverified: true,
      toReading: () => ({ kind: "touch_panel_state", value: "ok" }),
    },
  ],
};

const device: Document = {
  path: "/api/v1/device",
  format: "json",
  ownership: { source: `${api}: device`, isUnverified: true, of: withPlaces("result/collabOSVersion", "result/serialNumber") },
  fields: [
    {
      at: "result",
      source: `${api}: deviceName ("Rally Bar Mini") and modelName ("VR0020")`,
      isUnverified: true,
      toReading: ([node]) =>
        textReading("model", [textAt(node, "deviceName"), textAt(node, "modelName")].filter((text) => text !== null).join(" ")),
    },
    {
      at: "result/collabOSVersion",
      source: `${api}: collabOSVersion`,
      isUnverified: true,
      toReading: ([node]) => textReading("firmware", textAt(node)),
    },
    {
      at: "result/serialNumber",
      source: `${api}: serialNumber`,
      isUnverified: true,
      toReading: ([node]) => textReading("serial", textAt(node)),
    },
  ],
};

const recognises = ({ sysDescr }: Evidence): boolean =>
  !/^Linux\s/.test(sysDescr ?? "") && /\b(?:CollabOS|Rally Bar|RoomMate)\b/.test(sysDescr ?? "");

/** Its calls belong to the service it runs (Teams, Zoom…): it keeps no history. */
export const logitechCollabos: Driver = {
  family: "logitech-collabos",
  label: "Logitech Rally Bar and RoomMate (CollabOS)",
  recognisedBy: ["sysDescr names CollabOS, Rally Bar or RoomMate ⚠ not verified"],
  recognises: [recognises],
  signature: device,
  access,
  state: { scalars: [...unseen(mib2StateAlone), hrSystemDate], documents: [insights] },
  status: { tables: unseen([mib2Ports]), documents: [peripherals] },
  inventory: { scalars: unseen(mib2Identity).map((scalar) => ({ ...scalar, unlessHttp: true as const })), documents: [device] },
};
