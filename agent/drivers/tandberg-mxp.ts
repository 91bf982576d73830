import type { Reading } from "../../contract/observation.ts";
import { nothingThere, ofMxp } from "./cisco-answers.ts";
import { ciscoBanner, hasMxpBanner } from "./cisco-banner.ts";
import { gatekeeperWords } from "./cisco-registrations.ts";
import { streamsOfCall, told } from "./cisco-streams.ts";
import type { Document, DocumentNode, Driver, Field, OwnershipRule, Scalar } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { streamReadings } from "./live-streams.ts";
import { mib2State, unseen } from "./mib2.ts";
import { nodesAt, numberAt, textAt } from "./node-access.ts";
import { eitherOf, withPlaces } from "./ownership.ts";
import { numberReading, textReading, wordReading } from "./readings.ts";

/** No status of an MXP was ever recorded: these are the words of its guides, and of the MPS, which shares its software. */
const guide = "TANDBERG 3000 and 6000 MXP Reference Guide for System Integrators, D13887";
const mpsGuide = "TANDBERG MPS API User Guide, D13639";

/** Eleven lines are listed whatever they do; a line is in a call once its media are synchronised. */
const inCall: readonly (string | null)[] = ["Synced", "Connected"];

const isInCall = (call: DocumentNode): boolean => inCall.includes(told(call, "Status"));

const ofSystemUnit: OwnershipRule = {
  source: `${guide}, Status/SystemUnit: software F1 to F9`,
  isUnverified: true,
  of: ofMxp,
};

const systemUnit = {
  path: "/getxml?location=/Status/SystemUnit",
  format: "xml",
  ownership: {
    ...ofSystemUnit,
    of: eitherOf(ofMxp, withPlaces("Fault/XPathError")),
  },
} as const;

const uptime: Field = {
  at: "Status/SystemUnit/Uptime",
  source: `${mpsGuide}, SystemUnit/Uptime, s`,
  isUnverified: true,
  toReading: ([node]) => numberReading("uptime_seconds", numberAt(node)),
};

const calls: Document = {
  path: "/getxml?location=/Status/Call",
  format: "xml",
  ownership: {
    source: `${mpsGuide}, Status/Call`,
    isUnverified: true,
    of: (tree) => (nodesAt(tree, "Status/Call[]").some((call) => told(call, "Status") !== null) ? "ours" : nothingThere(tree)),
  },
  mayBeMissing: true,
  fields: [
    {
      at: "Status",
      source: `${mpsGuide}, Status/Call status="Synced"`,
      isUnverified: true,
      toReading: ([status]) => {
        const lines = nodesAt(status, "Call[]");
        return lines.length === 0 ? null : { kind: "active_calls", value: lines.filter(isInCall).length };
      },
    },
    {
      at: "Status/Call[]",
      source: `${mpsGuide}, Call/Channels: TotalPackets, PacketLoss, Jitter, Rate in kbit/s, Resolution`,
      isUnverified: true,
      toReading: (lines) => streamReadings(lines.filter(isInCall).flatMap(streamsOfCall)),
    },
  ],
};

/** The picture that an MXP shows when nobody uses it is its standby; a call comes first. */
function systemState(tree: DocumentNode): Reading | null {
  const lines = nodesAt(tree, "Call[]");
  if (lines.some(isInCall)) return { kind: "system_state", value: "in_call" };
  if (told(nodesAt(tree, "Screensaver")[0], "Status") === "On") return { kind: "system_state", value: "asleep" };
  return lines.length === 0 ? null : { kind: "system_state", value: "ready" };
}

const status: Document = {
  path: "/status.xml",
  format: "xml",
  ownership: ofSystemUnit,
  slowestS: 45,
  fields: [
    {
      at: "Status/H323Gatekeeper",
      source: `${guide}, Status/H323Gatekeeper status="Registered"`,
      isUnverified: true,
      toReading: ([node]) => wordReading("h323_registration", gatekeeperWords, told(node, "Status")),
    },
    {
      at: "Status",
      source: `${mpsGuide}, Status/Call; Screensaver status="On" or "Off" by xstatus, words of a control module of Extron`,
      isUnverified: true,
      toReading: ([node]) => systemState(node),
    },
  ],
};

const identity: Document = {
  ...systemUnit,
  fields: [
    {
      at: "Status/SystemUnit/ProductId",
      source: `${guide}, SystemUnit/ProductId`,
      isUnverified: true,
      toReading: ([node]) => textReading("model", textAt(node)),
    },
    {
      at: "Status/SystemUnit/ProductType",
      source: `${mpsGuide}, SystemUnit/ProductType`,
      isUnverified: true,
      toReading: ([node]) => textReading("model", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Software/Version",
      source: `${guide}, SystemUnit/Software/Version`,
      isUnverified: true,
      toReading: ([node]) => textReading("firmware", textAt(node)),
    },
    {
      at: "Status/SystemUnit/Hardware/SerialNumber",
      source: `${guide}, SystemUnit/Hardware/SerialNumber`,
      isUnverified: true,
      toReading: ([node]) => textReading("serial", textAt(node)),
    },
  ],
};

/** "TANDBERG Codec SoftW: F9.1 NTSC MCU: TANDBERG 6000MXP PORTABLE Date: 2011-06-08 S/N: …" */
const mxpBanner: Scalar = { ...ciscoBanner, source: "sysDescr of a 6000 MXP, a banner published by rapid7/recog", isUnverified: true };

/**
 * MIB-II, and TXAS where the web interface is open. Its own MIB (D12190) could not be read. Its call log tells when a call ended by
 * the uptime only (D13639, UptimeAtEndOfCall), so that no call can be named for good: there is no history.
 */
export const tandbergMxp: Driver = {
  family: "tandberg-mxp",
  label: "TANDBERG MXP (F1 to F9)",
  recognisedBy: ["sysDescr begins with TANDBERG Codec SoftW: F and a number"],
  recognises: [hasMxpBanner],
  objectIds: ["1.3.6.1.4.1.5596"],
  signature: { ...systemUnit, ownership: ofSystemUnit },
  access: { kind: "basic" },
  state: { scalars: [...unseen(mib2State), hrSystemDate], documents: [{ ...systemUnit, fields: [uptime] }, calls] },
  status: { documents: [status] },
  inventory: { scalars: [mxpBanner], documents: [identity] },
};
