import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { CodecView } from "../../codec-view.ts";
import { clockOf, faultNow, occurrenceOf, type PastCall, uptimeMs, writtenMs } from "../../life.ts";
import type { HttpAnswer, HttpQuestion } from "../family.ts";
import { conferences, mediaStats } from "./conferences.ts";

type Page = (codec: CodecView, query: URLSearchParams) => unknown;

const pages: Readonly<Record<string, Page>> = {
  "/rest/system": system,
  "/rest/system/status": systemStatus,
  "/rest/system/sipservers": (codec) => [
    { address: "192.0.2.10", model: "Unknown", state: isRegistered(codec) ? "UP" : "DOWN", version: "" },
  ],
  "/rest/system/h323gatekeepers": () => [],
  "/rest/audio/microphones": microphones,
  "/rest/cameras/near/all": cameras,
  "/rest/conferences": conferences,
  "/rest/calllog/entries": callLog,
};

/** The REST interface of VideoOS 3 and 4, Basic authentication already passed. */
export function polyRest(question: HttpQuestion, codec: CodecView): HttpAnswer {
  if (question.method === "POST" && question.path === "/rest/config") return config(question.body, codec);
  // Posted, although it only asks.
  if (question.method === "POST" && question.path === "/rest/current/devicemanagement/devices") return json(devices(codec));
  if (question.method !== "GET") return problem(405);
  const media = /^\/rest\/conferences\/([^/]+)\/mediastats$/.exec(question.path)?.[1];
  if (media !== undefined) {
    const stats = mediaStats(codec, media);
    return stats === null ? problem(404) : json(stats);
  }
  const page = pages[question.path];
  return page === undefined ? problem(404) : json(page(codec, question.query));
}

function system(codec: CodecView): unknown {
  const { identity, life, nowMs } = codec;
  return {
    build: "366027",
    buildType: "Release",
    hardwareVersion: "1",
    lanStatus: { duplex: "FULL", speedMbps: 1000, state: "LAN_UP" },
    model: identity.model,
    rebootNeeded: false,
    serialNumber: identity.serial,
    softwareVersion: identity.firmware,
    state: life.call === null ? "READY" : "IN_CALL",
    systemName: identity.name,
    systemTime: clockOf(codec),
    timeOffset: 3_600_000,
    timeServerState: life.clockAheadS === 0 ? "TIMESERVER_UP" : "TIMESERVER_DOWN",
    uptime: uptimeMs(life, nowMs) / 1000,
  };
}

function systemStatus(codec: CodecView): unknown {
  const camera = isCameraPlugged(codec) ? "up" : "down";
  const entries: readonly (readonly [string, string, string])[] = [
    ["LAN_NETWORK_HEADING", "system.status.ipnetwork", "up"],
    ["CAMERA_MODEL_BUILT_IN_1.0", "system.status.trackablecamera", camera],
    ["AUTO_ANSWER_P2P_HEADING", "system.status.autoanswerp2p", "off"],
    ["SIP_SERVER_HEADING", "system.status.sipserver", isRegistered(codec) ? "up" : "down"],
    ["GATEKEEPER_HEADING", "system.status.gatekeeper", "off"],
    ["CAMERAS_HEADING", "system.status.mr.camera", camera === "up" ? "all_up" : "all_down"],
    ["PROVISIONING_SERVICE_HEADING", "system.status.provisioning", "off"],
    ["MICROPHONES_HEADING", "system.status.mr.audio", "all_up"],
    ["REMOTE_CONTROL_HEADING", "system.status.remotecontrol", "off"],
    ["LOG_THRESHOLD_HEADING", "system.status.logthreshold", "off"],
    ["SYSTEM_STATUS_GLOBALDIRECTORY_SERVER", "system.status.globaldirectory", "off"],
    ["CALENDAR_SERVICE_HEADING", "system.status.calendar", "off"],
  ];
  return entries.map(([langtag, name, state]) => ({ langtag, name, stateList: [state] }));
}

function devices({ identity }: CodecView): unknown {
  const device = (deviceType: string, deviceCategory: string, productName: string, deviceState: string): unknown => ({
    connectionType: "Unknown",
    deviceCategory,
    deviceState,
    deviceType,
    productName,
    softwareVersion: identity.firmware,
    systemName: productName,
  });
  return [
    device("CODEC", "SYSTEM", identity.model, "CONNECTED"),
    device("TOUCHCONTROL", "MODULE", "Poly TC8", "CONNECTED"),
    device("UNKNOWN", "REMOTE", "", "PAIRED"),
  ];
}

function microphones(): unknown {
  return [
    {
      hwVersion: "NA",
      mute: 0,
      number: 0,
      parentID: 0,
      state: "MIC_STATE_GREEN",
      swVersion: "NA",
      type: 84,
      typeInString: "Polycom Kitten Mic",
    },
  ];
}

function cameras(codec: CodecView): unknown {
  const isConnected = isCameraPlugged(codec);
  const camera = (cameraIndex: number, name: string, sourceType: string, connected: boolean): unknown => ({
    cameraIndex,
    connected,
    hasPan: connected,
    hasTilt: connected,
    hasZoom: connected,
    model: connected ? "Built-in" : "",
    name,
    nearCamera: true,
    ptzcapable: connected,
    selected: cameraIndex === 1,
    sourceType,
    trackable: connected,
  });
  return [camera(1, "Main", "SRC_PEOPLE", isConnected), camera(2, "Input_2", "SRC_CONTENT", false)];
}

/** Newest first, as the codec gives it. VideoOS says UNKNOWN for the type and names the protocol apart. */
function callLog({ life }: CodecView, query: URLSearchParams): unknown {
  const limit = Number.parseInt(query.get("limit") ?? "", 10);
  const newestFirst = life.history.toReversed();
  return newestFirst.slice(0, Number.isNaN(limit) ? newestFirst.length : limit).map(callLogEntry);
}

/** Q.850, whatever the protocol. */
const causeCodes = { busy: 17, no_answer: 19, rejected: 21, unreachable: 3, network: 41, rolled_over: 16 } as const;

function causeCodeOf({ failure, isConnected }: PastCall): number {
  if (failure !== undefined) return causeCodes[failure];
  return isConnected ? 0 : 16;
}

function callLogEntry(call: PastCall): unknown {
  return {
    address: call.farEnd,
    callType: "UNKNOWN",
    callerId: call.farEnd.replace(/^sip:|@.*$/g, ""),
    causeCode: causeCodeOf(call),
    connected: call.isConnected,
    duration: call.durationS,
    endTime: writtenMs(call) + call.durationS * 1000,
    name: call.farEnd.replace(/^sip:|@.*$/g, ""),
    outgoingCall: call.direction === "out",
    precedenceLevel: "none",
    rate: call.rateKbps,
    rowId: call.historyId,
    startTime: writtenMs(call),
    transportType: call.protocol === "sip" ? "SIP" : "H323",
    type: occurrenceOf(call).toUpperCase(),
  };
}

const ConfigQuestion = Compile(Type.Object({ names: Type.Array(Type.String()) }));

function config(body: string, { identity, life }: CodecView): HttpAnswer {
  const question = parseJson(body);
  if (!ConfigQuestion.Check(question)) return problem(400);
  const values: Readonly<Record<string, string>> = {
    "system.info.systemname": identity.name,
    "system.info.humanreadablemodel": identity.model,
    "system.info.serialnumber": identity.serial,
    "comm.statistics.totalnumberofcalls": String(life.callsEver),
    "comm.statistics.totaltimeincalls": daysHoursMinutesSeconds(life.secondsInCalls),
    "comm.statistics.timeinlastcall": daysHoursMinutesSeconds(life.history.at(-1)?.durationS ?? 0),
  };
  const vars = question.names.map((name) => {
    const value = values[name];
    const result = value === undefined ? "INVALID_NAME" : "NOERROR";
    return { name, result, value: value ?? "", isEditable: false, isHidden: false, isSecure: false };
  });
  return json({ vars });
}

function daysHoursMinutesSeconds(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${Math.floor(seconds / 86_400)}:${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function isRegistered({ life }: CodecView): boolean {
  return faultNow(life, "registration_lost") === undefined;
}

function isCameraPlugged({ life }: CodecView): boolean {
  return faultNow(life, "camera_unplugged") === undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function json(value: unknown): HttpAnswer {
  return { status: 200, contentType: "application/json", body: JSON.stringify(value) };
}

function problem(status: number): HttpAnswer {
  return { status, contentType: "application/json", body: JSON.stringify({ success: false, reason: `HTTP ${status}` }) };
}
