import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Document, Field } from "./driver.ts";
import { textAt } from "./node-access.ts";
import { withPlaces } from "./ownership.ts";
import { bestWordReading, wordReading } from "./readings.ts";

const source = "systemstatus.xml of a Polycom HDX 9006 3.1.14, recorded";

const partStates = { up: "ok", down: "failed", off: "off", unknown: "unknown" };
const registrationStates = { up: "registered", down: "failed", off: "off", unknown: "unknown" };

const stateOf = (node: string, kind: ReadingKind, words: Readonly<Record<string, string>>, instance?: string): Field => ({
  at: `SYSTEMSTATUS/${node}/STATE`,
  source: `${source}: ${node}`,
  toReading: ([state]) => wordReading(kind, words, textAt(state), instance),
});

/** "off" is all that was recorded: the codec was not in a call. */
const inACall: Field = {
  ...stateOf("INACALL", "system_state", { up: "in_call", off: "ready" }),
  source: `${source}: INACALL, off only`,
  isUnverified: true,
};

/** Five directory servers, most of them not set up. */
const directory: Field = {
  at: "SYSTEMSTATUS/GLOBALDIRECTORY/STATE[]",
  source: `${source}: GLOBALDIRECTORY`,
  toReading: (states) => {
    const worst = bestWordReading(
      "service_state",
      partStates,
      ["failed", "unknown", "ok", "off"],
      states.map((state) => textAt(state)),
    );
    return worst === null ? null : { ...worst, instance: "directory" };
  },
};

const systemStatus = {
  path: "/systemstatus.xml",
  format: "xml",
  ownership: { source, of: withPlaces("SYSTEMSTATUS/INACALL", "SYSTEMSTATUS/IPNETWORK") },
} as const;

export const hdxState: Document = { ...systemStatus, fields: [inACall] };

/** AUTOANSWER, LOGTHRESHOLD and MEETINGPW are settings: they say nothing of the state of the codec. */
export const hdxStatus: Document = {
  ...systemStatus,
  fields: [
    stateOf("SIP_REGISTER", "sip_registration", registrationStates),
    stateOf("GATEKEEPER", "h323_registration", registrationStates),
    stateOf("MICROPHONES", "microphone_state", partStates),
    stateOf("IPNETWORK", "network_link_state", partStates),
    stateOf("TIMESERVER", "time_service_state", partStates),
    stateOf("UCBOARD", "service_state", partStates, "uc-board"),
    stateOf("REMOTEBATTERY", "service_state", partStates, "remote-control"),
    directory,
  ],
};
